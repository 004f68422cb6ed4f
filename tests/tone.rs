//! Tone placement against vectors from outside this crate.

use chinhluan::syllable::{Syllable, ToneStyle};

#[test]
fn old_and_new_placement() {
    let mut wrong = Vec::new();
    for line in include_str!("data/tone.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [input, old, new, kind] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let Some(syllable) = Syllable::parse(input) else {
            if kind != "foreign-unchanged" {
                wrong.push(input);
            }
            continue;
        };
        let spelled = [ToneStyle::Old, ToneStyle::New].map(|style| syllable.spell(style));
        if spelled != [old, new].map(str::to_lowercase) {
            wrong.push(input);
        }
    }
    // The mark on the `i` makes it `g` + `ia` and not `gi` + `a`: placement is what a syllable's id leaves out.
    assert_eq!(wrong, ["gịa"]);
}
