//! Words that say how a thing is told, not what: of the closed classes, and verbs that want another.
//!
//! No set phrase begins or ends with them, and by themselves they tell no topic. Syllables of a word are joined by `_`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words of grammar, which go before or behind anything: numerals, units, prepositions, conjunctions, marks of tense,
/// degree and mood, demonstratives, pronouns and forms of address, and verbs of saying, which report a speaker whatever he
/// says. Closed classes, after Diệp Quang Ban, *Ngữ pháp tiếng Việt* (2005).
pub(crate) const NEVER: &str = "
    và hay hoặc nhưng mà còn thì là vì nên nếu tuy dù do bởi tại rằng như so cùng kể gồm giữa
    của cho với từ đến tới ở để qua vào ra lên xuống trên dưới sau trước khi lúc
    một hai ba bốn năm sáu bảy tám chín mười mươi chục trăm nghìn ngàn triệu tỷ tỉ vài mấy nhiều ít hơn gần khoảng chừng độ
    này ấy kia đó nọ nay đây đấy vậy thế sao gì nào đâu ai
    đã đang sẽ vừa từng chưa chẳng chớ hãy cũng vẫn đều chỉ cứ còn lại rất quá lắm khá hơi càng luôn ngay
    được bị phải cần nên muốn thêm nữa rồi xong
    tôi ta họ nó hắn ông bà anh chị em cô chú bác cháu
    ạ nhé nhỉ thôi à
    ngày tháng giờ phút tuần lần thứ số nói kể hỏi
    ha tấn tạ sào lít héc_ta cây_số
    tuy_nhiên do_đó vì_vậy bởi_vì cho_nên mặc_dù ngoài_ra đồng_thời trong_đó trong_khi sau_khi trước_khi từ_khi
    cho_đến đến_nay hiện_nay hôm_nay hôm_qua ngày_mai năm_nay năm_ngoái lâu_nay vừa_qua vừa_rồi sáng_nay chiều_nay
    một_số tất_cả hầu_hết nhiều_người mọi_người chúng_tôi chúng_ta người_ta bản_thân chẳng_hạn như_vậy như_thế
    góp_phần nhằm một_cách thế_nào vì_sao tại_sao bao_nhiêu bao_giờ có_thể không_thể đối_với cùng_với theo_đó qua_đó từ_đó sau_đó
    trước_đó khi_đó liên_quan_đến không_chỉ không_những mà_còn cũng_như ngày_càng trở_thành trở_nên
    cho_biết cho_rằng cho_hay nói_rằng khẳng_định phát_biểu trả_lời nhận_định chia_sẻ bày_tỏ được_biết
    đồng_chí phóng_viên đó_là chính_là gọi_là nghĩa_là tức_là ngay_cả kể_cả
    thứ_hai thứ_ba thứ_tư thứ_năm thứ_sáu thứ_bảy chủ_nhật buổi_sáng buổi_chiều buổi_tối
";

/// Those that open a phrase but cannot end one: negations, classifiers and nouns that want a word behind them.
pub(crate) const NEVER_LAST: &str = "
    những các mọi mỗi toàn cả trong ngoài bằng về theo không đừng chống vì có việc sự cuộc chiếc cái con người
    tự các_đồng_chí làm thuộc tất tính biết cũng nhất bên đạt
    đẩy_mạnh tăng_cường nâng_cao bảo_đảm đảm_bảo phát_huy
";

/// Those that end a phrase but cannot open one. `mới` is a mark of tense before its verb, an adjective behind its noun
/// (`nông thôn mới`).
pub(crate) const NEVER_FIRST: &str = "
    các những trong ngoài bằng về theo nhau cơ ấy riêng chính theo_dõi cùng_nhau có việc nhất nhất_là bên bên_cạnh thuộc rộng_rãi mới
";

/// Verbs that say that something is done, not what: `tiếp tục phát huy`, `thực hiện chủ trương` are no phrases.
pub(crate) const LIGHT_VERBS: &str = "
    tiếp_tục thực_hiện triển_khai tiến_hành tập_trung
";

/// Whether the word, written small and its syllables parted by blanks, is one of these.
pub(crate) fn is_of_grammar(word: &str) -> bool {
    static ALL: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let lists = [NEVER, NEVER_LAST, NEVER_FIRST, LIGHT_VERBS];
        lists.iter().flat_map(|list| list.split_whitespace()).map(|word| word.replace('_', " ")).collect()
    });
    ALL.contains(word)
}
