//! Whether a phrase lives in political prose.

use super::corpus::Corpus;
use super::reading::BREAK;
use crate::syllable::{Key, Syllable};

/// Words that political prose is known by: its actors, its kinds of document, what is done with a campaign. No phrase
/// is listed for holding one; a phrase is for standing near them.
const CUES: &str = "
    đảng đảng_viên đảng_bộ chi_bộ cấp_ủy đoàn_viên đoàn_thể mặt_trận trung_ương nghị_quyết chỉ_thị chủ_trương đường_lối
    cách_mạng chủ_nghĩa tư_tưởng lý_tưởng đạo_đức_cách_mạng tổ_quốc toàn_dân nhân_dân quần_chúng dân_tộc giai_cấp
    phong_trào vận_động thi_đua chiến_dịch khẩu_hiệu phương_châm danh_hiệu phát_động hưởng_ứng quán_triệt
    thế_lực thù_địch truyền_thống tuyên_truyền kháng_chiến xã_hội_chủ_nghĩa đổi_mới
";

/// Elements on each side of a phrase that are looked at: about a sentence.
const REACH: usize = 20;

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
        let key = |at: usize| forms.get(at).filter(|&&form| form != BREAK).map(|&form| corpus.forms.form(form).key);
        let mut bits = vec![0; forms.len().div_ceil(64)];
        for at in 0..forms.len() {
            let Some(cues) = key(at).and_then(|key| by_first.get(key.0 as usize)) else { continue };
            let is_cue = |rest: &&[Key]| rest.iter().zip(at + 1..).all(|(cue, at)| key(at) == Some(*cue));
            if cues.iter().any(is_cue) {
                bits[at / 64] |= 1 << (at % 64);
            }
        }
        Self(bits)
    }

    /// Whether a cue stands in or near the elements from `first` on.
    pub(super) fn near(&self, first: usize, len: usize) -> bool {
        let range = first.saturating_sub(REACH)..(first + len + REACH).min(self.0.len() * 64);
        let from = |block: usize, at: usize| if block == at / 64 { u64::MAX << (at % 64) } else { u64::MAX };
        (range.start / 64..=(range.end - 1) / 64).any(|block| {
            let behind = if block == range.end / 64 { !from(block, range.end) } else { u64::MAX };
            self.0[block] & from(block, range.start) & behind != 0
        })
    }
}

/// All cues are syllables, whose keys are the same in every table.
fn keys() -> Vec<Vec<Key>> {
    let key = |syllable: &str| Syllable::parse(syllable).map(Key::of_syllable);
    CUES.split_whitespace().filter_map(|cue| cue.split('_').map(key).collect()).collect()
}
