//! Whether a phrase lives in political prose.

use super::corpus::Corpus;
use super::element::Marks;
use super::reading::BREAK;
use crate::syllable::{Key, Syllable};
use std::ops::Range;

/// Words that political prose is known by: its actors, its kinds of document, what is done with a campaign. No phrase
/// is listed for holding one; a phrase is for standing near them.
const CUES: &str = "
    đảng đảng_viên đảng_bộ chi_bộ cấp_ủy đoàn_viên đoàn_thể mặt_trận nghị_quyết chỉ_thị chủ_trương đường_lối
    cách_mạng chủ_nghĩa tư_tưởng lý_tưởng đạo_đức_cách_mạng tổ_quốc toàn_dân nhân_dân quần_chúng dân_tộc giai_cấp
    phong_trào vận_động thi_đua chiến_dịch khẩu_hiệu phương_châm danh_hiệu phát_động hưởng_ứng quán_triệt
    thế_lực thù_địch tuyên_truyền kháng_chiến xã_hội_chủ_nghĩa đổi_mới
";

/// Elements on each side of a phrase that are looked at: about a paragraph of a newspaper.
const REACH: usize = 60;

/// One bit an element: whether a cue begins here.
pub(super) struct Cues(Vec<u64>);

impl Cues {
    pub(super) fn of(corpus: &Corpus) -> Self {
        let cues = keys();
        // By their first syllable.
        let mut by_first: Vec<Vec<&[Key]>> = Vec::new();
        for cue in &cues {
            let first = cue[0].0 as usize;
            by_first.resize(by_first.len().max(first + 1), Vec::new());
            by_first[first].push(&cue[1..]);
        }
        let forms = &corpus.row.forms;
        let key =
            |at: usize| forms.get(at).filter(|&&form| form != BREAK).map(|&form| corpus.forms.form(form).key);
        // A word that goes on is another one: an athlete, `vận động viên`, is no cue.
        let ends_before = |at: usize| key(at).is_none() || corpus.row.marks[at].has(Marks::WORD);
        let mut bits = vec![0; forms.len().div_ceil(64)];
        for at in 0..forms.len() {
            let Some(cues) = key(at).and_then(|key| by_first.get(key.0 as usize)) else { continue };
            let is_cue = |rest: &&[Key]| {
                let same = rest.iter().zip(at + 1..).all(|(cue, at)| key(at) == Some(*cue));
                same && ends_before(at + 1 + rest.len())
            };
            if cues.iter().any(is_cue) {
                bits[at / 64] |= 1 << (at % 64);
            }
        }
        Self(bits)
    }

    /// How political the elements from `first` on are: 1 with a cue beside them, a half with one among them alone.
    ///
    /// A whole for the latter would list every identity card (`giấy chứng minh nhân dân`) and folk orchestra.
    pub(super) fn near(&self, first: usize, len: usize) -> f64 {
        let end = first + len;
        let beside = self.any(first.saturating_sub(REACH)..first)
            || self.any(end..(end + REACH).min(self.0.len() * 64));
        match (beside, self.any(first..end)) {
            (true, _) => 1.0,
            (false, true) => 0.5,
            (false, false) => 0.0,
        }
    }

    fn any(&self, elements: Range<usize>) -> bool {
        if elements.is_empty() {
            return false;
        }
        let last = elements.end - 1;
        (elements.start / 64..=last / 64).any(|block| {
            let behind_start =
                if block == elements.start / 64 { u64::MAX << (elements.start % 64) } else { u64::MAX };
            let before_end = if block == last / 64 { u64::MAX >> (63 - last % 64) } else { u64::MAX };
            self.0[block] & behind_start & before_end != 0
        })
    }
}

/// All cues are syllables, whose keys are the same in every table.
fn keys() -> Vec<Vec<Key>> {
    let key = |syllable: &str| Syllable::parse(syllable).map(Key::of_syllable);
    CUES.split_whitespace().filter_map(|cue| cue.split('_').map(key).collect()).collect()
}
