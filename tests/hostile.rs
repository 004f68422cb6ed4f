//! Text that would run, load or break something if the page ever took it for markup: `tests/data/hostile.jsonl`, a line
//! a payload, as ids, titles, sources, bodies, inputs and names of families. `tests/browser` opens the same in Chromium.

use chinhluan::phrase::Families;
use chinhluan::report::{
    Language, Models, Output, Page, Period, Pipeline, Report, Resource, RunNotes, Settings,
};
use chinhluan::segment::Segmenter;
use chinhluan::{Document, Meta, Place};
use flate2::read::GzDecoder;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::sync::LazyLock;

static PAYLOADS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = include_str!("data/hostile.jsonl").lines();
    let payload = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        row["payload"].as_str().unwrap().to_owned()
    };
    lines.map(payload).collect()
});

static REPORT: LazyLock<Report> = LazyLock::new(|| {
    let models = Models::new(Segmenter::embedded(), families()).unwrap();
    let mut documents = PAYLOADS.iter().enumerate().map(|(number, payload)| Ok(document(number, payload)));
    Pipeline::new(models, Settings::default()).run(&mut documents, |_| ()).unwrap().report
});

/// The form of the family that is named by a payload: `phong trào hai không một`.
fn form(number: usize) -> String {
    const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
    let digits = number.to_string().into_bytes();
    let words: Vec<&str> = digits.iter().map(|digit| DIGITS[usize::from(digit - b'0')]).collect();
    format!("phong trào {}", words.join(" "))
}

fn families() -> Families {
    let string = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let family = |(number, payload): (usize, &String)| {
        format!(
            "[[family]]\nid = 'doc-{number}'\nname = {}\nkind = 'slogan'\nnote = {0}\nvariants = ['{}']\n",
            string(payload),
            form(number)
        )
    };
    let toml: Vec<String> = PAYLOADS.iter().enumerate().map(family).collect();
    Families::read(&toml.concat(), "hostile").unwrap()
}

fn document(number: usize, payload: &str) -> Document {
    let text = format!("{payload}\nXã phát động {} {payload}, nhân dân hưởng ứng.\n", form(number));
    let meta = Meta { title: Some(payload.to_owned()), source: Some(payload.to_owned()), ..Meta::default() };
    Document { id: payload.to_owned(), text, meta, place: Place::file("a.jsonl") }
}

fn html(site: bool) -> String {
    let resource = |name: &str| Resource { name: name.to_owned(), checksum: "0".repeat(16) };
    let run = RunNotes {
        command: PAYLOADS.concat(),
        settings: serde_json::json!({ "payloads": *PAYLOADS }),
        period: Period::Year,
        seed: 1,
        model: resource(&PAYLOADS[0]),
        gazetteer: resource(&PAYLOADS[30]),
        inputs: Vec::new(),
    };
    let mut html = Vec::new();
    Page { language: Language::Vietnamese, run, site }.write(&REPORT, &mut html).unwrap();
    String::from_utf8(html).unwrap()
}

/// An element: its name, attributes and the text before the next tag.
#[derive(Clone, Debug, Default, PartialEq)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

#[derive(Default)]
struct Elements(RefCell<Vec<Element>>);

impl TokenSink for Elements {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut elements = self.0.borrow_mut();
        match token {
            Token::TagToken(Tag { kind: TagKind::StartTag, name, attrs, .. }) => {
                let attribute = |it: html5ever::Attribute| (it.name.local.to_string(), it.value.to_string());
                let attributes = attrs.into_iter().map(attribute).collect();
                elements.push(Element { name: name.to_string(), attributes, text: String::new() });
                match &*name {
                    "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
                    "style" => return TokenSinkResult::RawData(RawKind::Rawtext),
                    "title" => return TokenSinkResult::RawData(RawKind::Rcdata),
                    _ => {}
                }
            }
            Token::CharacterTokens(text) => {
                elements.last_mut().into_iter().for_each(|element| element.text.push_str(&text));
            }
            Token::CommentToken(comment) => panic!("a comment: {comment}"),
            Token::ParseError(error) => panic!("{error}"),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// As a browser takes the page apart.
fn elements(html: &str) -> Vec<Element> {
    let tokenizer =
        Tokenizer::new(Elements::default(), TokenizerOpts { exact_errors: true, ..Default::default() });
    let queue = BufferQueue::default();
    queue.push_back(html.into());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.take()
}

fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attributes.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
}

fn decoded(base64: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        other => panic!("{}", other as char),
    };
    let letters: Vec<u8> = base64.trim_end_matches('=').bytes().map(value).collect();
    let three = |four: &[u8]| {
        let bits = (0..4).fold(0u32, |bits, at| bits << 6 | u32::from(four.get(at).copied().unwrap_or(0)));
        bits.to_be_bytes()[1..four.len()].to_vec()
    };
    letters.chunks(4).flat_map(three).collect()
}

/// What a part of the page holds.
fn part(elements: &[Element], id: &str) -> Value {
    let part = elements.iter().find(|element| attribute(element, "id") == Some(id)).unwrap();
    serde_json::from_reader(GzDecoder::new(&decoded(&part.text)[..])).unwrap()
}

#[test]
fn there_are_two_hundred_payloads_and_no_two_alike() {
    let mut payloads = PAYLOADS.clone();
    payloads.sort();
    payloads.dedup();
    assert!(payloads.len() >= 200 && payloads.len() == PAYLOADS.len());
}

#[test]
fn the_page_has_its_own_elements_and_no_other() {
    for site in [false, true] {
        let elements = elements(&html(site));
        let names: Vec<&str> = elements.iter().map(|element| element.name.as_str()).collect();
        let head = ["html", "head", "meta", "meta", "meta", "meta", "meta", "title", "style"];
        let body = ["body", "div", "noscript", "p"];
        let (before, scripts) = names.split_at(head.len() + body.len());
        assert_eq!(before, [&head[..], &body].concat());
        assert!(scripts.iter().all(|name| *name == "script"));
        let chunks = (scripts.len() - 2) / 3;
        assert_eq!(scripts.len(), 2 + 3 * chunks);
        assert_eq!(chunks > 0, !site);
        for element in &elements {
            let allowed = ["lang", "charset", "http-equiv", "content", "name", "type", "id"];
            assert!(
                element.attributes.iter().all(|(name, _)| allowed.contains(&name.as_str())),
                "{element:?}"
            );
        }
        // Only the last script is one; the others hold letters of base64 and nothing else.
        let (script, data) = elements[before.len()..].split_last().unwrap();
        assert_eq!(script.attributes, [("type".to_owned(), "module".to_owned())]);
        for element in data {
            assert_eq!(attribute(element, "type"), Some("application/octet-stream"));
            assert!(element.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte)));
        }
    }
}

#[test]
fn the_policy_names_the_assets_and_allows_nothing_else() {
    for site in [false, true] {
        let elements = elements(&html(site));
        let is_policy =
            |element: &&Element| attribute(element, "http-equiv") == Some("Content-Security-Policy");
        let policy = attribute(elements.iter().find(is_policy).unwrap(), "content").unwrap().to_owned();
        let hash_of = |directive: &str| {
            let sources = policy.split("; ").find_map(|part| part.strip_prefix(directive)).unwrap();
            let hash =
                sources.trim().strip_prefix("'sha256-").and_then(|hash| hash.strip_suffix('\'')).unwrap();
            decoded(hash)
        };
        let style = elements.iter().find(|element| element.name == "style").unwrap();
        assert_eq!(hash_of("style-src"), Sha256::digest(&style.text)[..]);
        assert_eq!(hash_of("script-src"), Sha256::digest(&elements.last().unwrap().text)[..]);
        assert!(policy.starts_with("default-src 'none'; "));
        assert!(!policy.contains("unsafe"));
        assert_eq!(policy.contains("connect-src"), site);
    }
}

#[test]
fn what_an_article_says_comes_out_as_it_was() {
    let elements = elements(&html(false));
    let data = part(&elements, "data");
    let texts = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(texts(&data["documents"]["id"]), *PAYLOADS);
    let mut sources = texts(&data["sources"]);
    sources.sort();
    let mut payloads = PAYLOADS.clone();
    payloads.sort();
    assert_eq!(sources, payloads);
    let names: Vec<String> = data["families"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap().to_owned())
        .collect();
    assert!(names.len() > 200 && names.iter().all(|name| PAYLOADS.contains(name)));

    let (chunks, places) = (texts_of(&elements, "articles"), &data["documents"]);
    for (number, payload) in PAYLOADS.iter().enumerate() {
        let at = |column: &str| places[column][number].as_u64().unwrap() as usize;
        let article = &chunks[at("chunk")][at("place")];
        assert_eq!(article["text"], document(number, payload).text);
    }
    // Hits stand where the page says, in the units of a browser.
    let contexts = texts_of(&elements, "contexts");
    let surfaces: Vec<&Value> =
        contexts.iter().flat_map(|chunk| chunk["surface"].as_array().unwrap()).collect();
    let hits = &data["hits"];
    assert!(surfaces.len() > 200);
    for (hit, surface) in surfaces.into_iter().enumerate() {
        let column = |name: &str| hits[name][hit].as_u64().unwrap() as usize;
        assert_eq!(column("inTitle"), 0);
        let text = document(column("document"), &PAYLOADS[column("document")]).text;
        let units: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(String::from_utf16(&units[column("start")..column("end")]).unwrap(), *surface);
    }
}

/// A part of every chunk.
fn texts_of(elements: &[Element], name: &str) -> Vec<Value> {
    let ids = elements.iter().filter_map(|element| attribute(element, "id"));
    let chunks = ids.filter(|id| id.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'))).count();
    (0..chunks).map(|chunk| part(elements, &format!("{name}-{chunk}"))).collect()
}
