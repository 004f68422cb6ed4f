//! Lines that recur over the pages of a site, on invented sites: what is furniture, and what only recurs.

use chinhluan::article::{Boilerplate, Edges, Role, Settled, structure_and_edges};
use chinhluan::phrase::Families;
use chinhluan::report::{Models, Pipeline, Report, Settings};
use chinhluan::segment::Segmenter;
use chinhluan::{Document, Meta, Place, syllable::Forms, tokens::Tokens};
use std::collections::{BTreeMap, BTreeSet};

/// Names of villages: what parts one invented article from the other.
const PLACES: [&str; 30] = [
    "Nà Luông",
    "Tả Phình",
    "Bản Mạ",
    "Khe Lúa",
    "Phai Lừa",
    "Đồng Vai",
    "Cốc Pài",
    "Nậm Chà",
    "Bình Lộc",
    "Xuân Tân",
    "Hòa Mục",
    "Lũng Vài",
    "Thác Bạc",
    "Suối Cát",
    "Gò Mây",
    "Vạn Lương",
    "Cẩm Đường",
    "Ninh Trạch",
    "Trà Linh",
    "Phú Lâm",
    "Đại Từ",
    "Mường Lạn",
    "Pa Ủ",
    "Tân Sỏi",
    "Yên Nhân",
    "Quảng Hợp",
    "Sơn Cẩm",
    "Kỳ Thọ",
    "Đức Bồng",
    "Hương Vĩnh",
];

/// An article about the `index`-th village, between what `above` and `below` the site prints.
fn page(index: usize, above: &str, middle: &str, below: &str) -> String {
    let place = PLACES[index];
    let day = index % 28 + 1;
    format!(
        "{above}Chi bộ {place} làm theo lời Bác\n{day:02}/03/2010 08:{day:02}\n\n\
         Đảng viên ở {place} nhận việc khó về mình, từ con đường vào xóm đến lớp học buổi tối cho người lớn tuổi trong thôn.\n\n\
         Ba năm nay {place} không còn hộ đói, nhà nào cũng có vườn rau và chuồng trại xa nơi ở, đường làng sạch hơn trước nhiều.\n\n\
         {middle}\
         Bà con {place} nói vui rằng cán bộ bây giờ đi bộ nhiều hơn họp, và việc gì hứa trong họp thì tháng sau đã thấy làm xong.\n\n\
         {below}"
    )
}

fn edges(text: &str) -> Edges {
    let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
    tokens.read(text, &mut forms);
    structure_and_edges(text, &Meta::default(), &tokens, &forms).1
}

/// What a site of these pages makes of its page `which`.
fn settled(pages: &[String], which: usize) -> Option<Settled> {
    let mut boilerplate = Boilerplate::default();
    pages.iter().for_each(|page| boilerplate.learn("site", &edges(page)));
    boilerplate.settle("site", &edges(&pages[which]))
}

/// The lines that are known as furniture only because of the other pages.
fn furniture(pages: &[String], which: usize) -> Vec<&str> {
    let lines: Vec<&str> = pages[which].lines().collect();
    let settled = settled(pages, which).unwrap_or_default();
    let mut found: Vec<usize> =
        settled.roles.iter().filter(|(_, role)| *role == Role::Boilerplate).map(|(line, _)| *line).collect();
    found.sort_unstable();
    found.into_iter().map(|line| lines[line]).collect()
}

const ABOVE: &str = "Tiếng nói của nhân dân vùng cao\nXây dựng quê hương giàu đẹp, nghĩa tình\n\n";
const BELOW: &str = "Lò Thị Xuân\n\nHọc tập và làm theo tấm gương đạo đức Hồ Chí Minh\nMời bạn đọc gửi tin, bài cộng tác về hộp thư của ban biên tập.\nĐã đón 1.204 lượt bạn đọc trong ngày 12/3\n";

fn site(count: usize) -> Vec<String> {
    (0..count)
        .map(|index| page(index, ABOVE, "", &BELOW.replace("1.204", &(index * 37).to_string())))
        .collect()
}

#[test]
fn furniture_of_a_site() {
    let expected = [
        "Tiếng nói của nhân dân vùng cao",
        "Xây dựng quê hương giàu đẹp, nghĩa tình",
        "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
        "Mời bạn đọc gửi tin, bài cộng tác về hộp thư của ban biên tập.",
    ];
    let pages = site(30);
    for which in [0, 17, 29] {
        let found = furniture(&pages, which);
        assert_eq!(found[..4], expected);
        assert!(found[4].starts_with("Đã đón"), "{found:?}");
        let heading =
            settled(&pages, which).and_then(|settled| settled.heading).expect("a head with furniture");
        assert_eq!(heading.title, Some(format!("Chi bộ {} làm theo lời Bác", PLACES[which])));
    }
}

#[test]
fn nineteen_articles_are_no_site() {
    assert_eq!(settled(&site(19), 3), None);
    assert!(settled(&site(20), 3).is_some());
}

#[test]
fn copies_of_an_article_are_one_article() {
    let mut pages = site(10);
    pages.extend(std::iter::repeat_n(pages[4].clone(), 30));
    assert_eq!(settled(&pages, 4), None);
}

#[test]
fn text_that_only_recurs() {
    // Each recurs on all pages but the second; none is furniture.
    let slogan = "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh là việc làm thường xuyên.";
    let closing = "Chi bộ quyết tâm giữ vững danh hiệu trong sạch, vững mạnh.\n";
    let lead = "(Báo Vân Sơn) - Hưởng ứng cuộc vận động, tòa soạn giới thiệu những việc làm hay ở cơ sở.\n\n";
    let after_title = |text: &str, more: &str| text.replacen("\n\n", &format!("\n\n{more}"), 1);
    let mut sites: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (index, place) in PLACES.into_iter().enumerate() {
        let mut add = |name, page| sites.entry(name).or_default().push(page);
        add("slogan in every body", page(index, "", &format!("{slogan}\n\n"), ""));
        add("subheading in every body", page(index, "", "Những kết quả bước đầu\n\n", ""));
        add("closing in 5 of 30", page(index, "", "", if index < 5 { closing } else { "" }));
        add(
            "closing in 5 of 30, signed",
            page(index, "", "", &format!("{}Lò Thị Xuân\n", if index < 5 { closing } else { "" })),
        );
        add("closing in all", page(index, "", "", closing));
        add("closing in all, signed", page(index, "", "", &format!("{closing}Lò Thị Xuân\n")));
        add("slogan above the signature", page(index, "", "", "Sáng mãi lời Người\nLò Thị Xuân\n"));
        add("standing lead", after_title(&page(index, "", "", ""), lead));
        add("dateline", after_title(&page(index, "", "", ""), "Vân Sơn, ngày 12 tháng 3 năm 2010.\n"));
        add("agency credit", page(index, "", "", "(TTXVN)\n"));
        add(
            "one in three has a note behind the signature",
            page(
                index,
                "",
                "",
                if index % 3 == 0 {
                    "Lò Thị Xuân\n(*) Tên nhân vật đã được thay đổi.\n"
                } else {
                    "Lò Thị Xuân\n"
                },
            ),
        );
        add(
            "formula of a decree",
            format!(
                "Quyết định số {index} về thôn {place}\n\nCăn cứ Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân ngày 26/11/2003;\n\nXét đề nghị của thôn {place},\n\nQUYẾT ĐỊNH:\n\nThôn {place} được công nhận là thôn văn hóa trong năm nay và được treo biển ở cổng thôn.\n",
            ),
        );
    }
    for (name, pages) in sites {
        for which in [0, 3, 29] {
            assert_eq!(furniture(&pages, which), [""; 0], "{name}");
        }
    }
}

#[test]
fn the_order_of_pages_does_not_matter() {
    let mut pages = site(25);
    let forwards = settled(&pages, 0);
    pages.reverse();
    assert_eq!(settled(&pages, 24), forwards);
}

fn report(pages: &[String], threads: usize) -> Report {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let document = |(index, text): (usize, &String)| {
        let meta = Meta { source: Some("Báo Vân Sơn".into()), ..Meta::default() };
        Ok(Document { id: format!("{index}"), text: text.clone(), meta, place: Place::file("pages") })
    };
    let models = Models::new(Segmenter::embedded(), Families::embedded()).expect("families");
    let pipeline = Pipeline::new(models, Settings::default());
    pool.install(|| {
        let mut documents = pages.iter().enumerate().map(document);
        pipeline.run(&mut documents, |_| ()).expect("a report").report
    })
}

#[test]
fn hits_in_furniture_are_listed_and_not_counted() {
    let banner = "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh";
    let below = format!("{banner}\nCùng nhau xây dựng nông thôn mới\n");
    let site =
        |count: usize| -> Vec<String> { (0..count).map(|index| page(index, ABOVE, "", &below)).collect() };
    let (few, many) = (report(&site(19), 2), report(&site(30), 2));
    let in_banner = |report: &Report, role: Role| {
        report.hits.iter().filter(|hit| banner.contains(&hit.surface) && hit.region == role).count()
    };
    assert_eq!((in_banner(&few, Role::Body), in_banner(&few, Role::Boilerplate)), (19, 0));
    assert_eq!((in_banner(&many, Role::Body), in_banner(&many, Role::Boilerplate)), (0, 30));
    assert_eq!(few.documents[2].title.as_deref(), Some("Tiếng nói của nhân dân vùng cao"));
    assert_eq!(many.documents[2].title.as_deref(), Some("Chi bộ Bản Mạ làm theo lời Bác"));
    // What is left of a page is the article itself.
    let plain: Vec<String> = (0..30).map(|index| page(index, "", "", "")).collect();
    let plain = report(&plain, 1);
    assert_eq!(many.summary.syllables, plain.summary.syllables);
    assert_eq!(many.summary.hits, plain.summary.hits);
    let words = |report: &Report| report.terms.iter().map(|row| row.term.clone()).collect::<BTreeSet<_>>();
    assert_eq!(words(&many).difference(&words(&plain)).next(), None);
}

#[test]
fn threads_change_nothing() {
    let pages = site(30);
    assert_eq!(report(&pages, 1), report(&pages, 4));
}
