//! Words that no set phrase begins or ends with.

use crate::syllable::{Forms, Key, Kind};
use std::collections::HashSet;

/// Words of grammar, which go before or behind any noun: numerals, classifiers of quantity, prepositions,
/// conjunctions, marks of tense and degree, demonstratives, pronouns and forms of address. Closed classes after Diệp Quang Ban,
/// *Ngữ pháp tiếng Việt* (2005).
const GRAMMAR: &str = "
    và hay hoặc nhưng mà còn thì là vì nên nếu tuy dù do bởi tại
    của cho với về từ đến tới vào ra lên xuống ở trong ngoài trên dưới trước sau giữa bằng để theo qua như so đối cùng kể gồm
    những các mọi mỗi từng một hai ba bốn năm sáu bảy tám chín mười trăm nghìn ngàn triệu tỷ tỉ vài mấy nhiều ít hơn gần khoảng chừng độ cả tất toàn bộ số
    này ấy kia đó nọ nay đây đấy vậy thế sao gì nào đâu ai
    đã đang sẽ vừa mới từng chưa không chẳng chớ đừng hãy cũng vẫn đều chỉ cứ còn lại rất quá lắm khá hơi càng luôn thường ngay có được bị phải cần nên muốn
    thêm nữa rồi xong hết khi lúc hồi việc sự cuộc chiếc cái con người điều
    tôi ta mình chúng họ nó hắn ông bà anh chị em cô chú bác cháu thầy đồng chí
    à ạ nhé nhỉ thôi cơ chính riêng ngày tháng giờ phút tuần quý lần thứ
    số trang ảnh tin bài theo
";

/// The same, of two syllables and more, and verbs of saying, which report a speaker whatever he says.
const GRAMMAR_WORDS: &[&str] = &[
    "tuy nhiên", "do đó", "vì vậy", "bởi vì", "cho nên", "mặc dù", "ngoài ra", "bên cạnh", "đồng thời", "trong đó",
    "trong khi", "sau khi", "trước khi", "từ khi", "cho đến", "đến nay", "hiện nay", "hôm nay", "hôm qua", "ngày mai",
    "năm nay", "năm ngoái", "lâu nay", "vừa qua", "thời gian", "một số", "tất cả", "toàn bộ", "hầu hết", "nhiều người",
    "mọi người", "chúng tôi", "chúng ta", "người ta", "bản thân", "chẳng hạn", "ví dụ", "như vậy", "như thế", "thế nào",
    "vì sao", "tại sao", "bao nhiêu", "bao giờ", "có thể", "không thể", "đối với", "cùng với", "theo đó", "qua đó",
    "từ đó", "sau đó", "trước đó", "khi đó", "liên quan", "liên quan đến", "không chỉ", "không những", "mà còn", "cũng như",
    "cho biết", "cho rằng", "cho hay", "nói", "nói rằng", "hỏi", "đáp", "kể", "khẳng định", "phát biểu", "trả lời",
    "nhận định", "chia sẻ", "bày tỏ", "đồng chí", "các đồng chí", "ngày càng", "trở thành", "trở nên", "tiếp theo",
    "đó là", "chính là", "gọi là", "được biết", "phó", "trưởng", "chủ nhật", "thứ hai", "thứ ba", "thứ tư", "thứ năm",
    "thứ sáu", "thứ bảy", "thứ nhất", "buổi sáng", "buổi chiều", "buổi tối", "phóng viên",
];

/// The words above, as keys.
pub(super) struct EdgeWords {
    words: HashSet<Vec<Key>>,
}

impl EdgeWords {
    pub(super) fn of(forms: &mut Forms) -> Self {
        let single = GRAMMAR.split_whitespace();
        let all = single.chain(GRAMMAR_WORDS.iter().copied());
        let mut keys =
            |word: &str| word.split(' ').map(|syllable| forms.key_of(syllable, Kind::Syllable)).collect();
        Self { words: all.map(&mut keys).collect() }
    }

    pub(super) fn has(&self, word: &[Key]) -> bool {
        self.words.contains(word)
    }
}
