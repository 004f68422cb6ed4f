//! Model files: bytes are a model or an error; a model segments.

#![no_main]

use chinhluan::segment::Segmenter;
use libfuzzer_sys::fuzz_target;
use xxhash_rust::xxh3::xxh3_64;

const TEXT: &str = "Đảng bộ xã học tập và làm theo tấm gương đạo đức Hồ Chí Minh. Năm 2009, TP. Vinh có 12 chi bộ.";

fuzz_target!(|body: &[u8]| {
    // As they are, and with a header that fits them: the checksum would stop all but one in 2^64.
    let _ = Segmenter::read(body, "fuzz");
    let mut file = b"chlwords\x03\0\0\0".to_vec();
    file.extend((body.len() as u64).to_le_bytes());
    file.extend(xxh3_64(body).to_le_bytes());
    file.extend(body);
    let Ok(segmenter) = Segmenter::read(&file, "fuzz") else { return };
    let words = segmenter.segment(TEXT);
    assert!(words.windows(2).all(|pair| pair[0].end <= pair[1].start));
});
