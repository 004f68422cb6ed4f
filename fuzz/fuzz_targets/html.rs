//! Pages: any bytes are a page, in whatever character set they declare.

#![no_main]

use chinhluan::read::html::{charset, page};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    charset(bytes);
    let page = page(&String::from_utf8_lossy(bytes));
    for block in page.blocks {
        assert!(!block.text.trim().is_empty());
    }
});
