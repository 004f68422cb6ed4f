//! x
use chinhluan::discover::{Corpus, Discovery, Models};
use chinhluan::phrase::Families;
use chinhluan::read::Inputs;
use chinhluan::segment::Segmenter;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let clock = std::time::Instant::now();
    let mut documents = Inputs { paths: vec![args[1].clone().into()], ..Inputs::default() }.open().unwrap();
    let models = Models::new(Segmenter::embedded(), Families::read("", "none").unwrap()).unwrap();
    let corpus = Corpus::read(&mut documents, &models, &Default::default()).unwrap();
    eprintln!("read {:?}", clock.elapsed());
    let d = Discovery { min_documents: args[2].parse().unwrap(), top: args[3].parse().unwrap(), ..Default::default() };
    let rows = d.find(&corpus).unwrap();
    eprintln!("all {:?}", clock.elapsed());
    use std::io::Write;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for r in rows { serde_json::to_writer(&mut out, &r).unwrap(); out.write_all(b"\n").unwrap(); }
}
