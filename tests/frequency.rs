//! Counts over copies: an agency story in two newspapers, twice in one of them, and an article of its own.

use chinhluan::phrase::Families;
use chinhluan::report::{Finished, Models, Period, Pipeline, Report, Settings};
use chinhluan::segment::Segmenter;
use chinhluan::{Document, Meta, Place};

const STORY: &str = "Sáng qua, Hội Nông dân huyện Nậm Sa tổ chức hội nghị bàn việc giúp hội viên thoát nghèo. Theo bà \
    Lò Thị Pánh, Chủ tịch Hội, toàn huyện hiện còn 412 hộ nghèo, phần lớn thiếu đất sản xuất và thiếu vốn. Hội đã tín \
    chấp cho 96 hộ vay mua trâu, dựng chuồng, trồng cỏ; sau hai năm, 57 hộ trả xong nợ. Cán bộ, đảng viên của Hội mỗi \
    người nhận giúp một gia đình. Hội nghị thống nhất mở thêm ba lớp dạy nghề ngay tại bản, để chị em bận con nhỏ cũng \
    theo học được.";
const OWN: &str = "Ở xóm Bưởi, tiếng kẻng năm giờ chiều là lời nhắc trẻ con về nhà học bài. Ông Đỗ Văn Hiển, người giữ \
    kẻng suốt chín năm, kể rằng hồi đầu nhiều nhà còn phàn nàn, nay thì nghe quen, hôm nào ông ốm là cả xóm hỏi.";

fn article(id: &str, source: &str, date: Option<&str>, text: &str) -> chinhluan::Result<Document> {
    let mut meta = Meta { source: Some(source.into()), ..Meta::default() };
    meta.date = date.map(str::to_owned);
    Ok(Document { id: id.into(), text: text.into(), meta, place: Place::file(id) })
}

fn report(period: Period, articles: Vec<chinhluan::Result<Document>>) -> Report {
    let models = Models::new(Segmenter::embedded(), Families::embedded()).unwrap();
    let settings = Settings { period, ..Settings::default() };
    let Finished { report, .. } =
        Pipeline::new(models, settings).run(&mut articles.into_iter(), |_| ()).unwrap();
    report
}

fn stories() -> Vec<chinhluan::Result<Document>> {
    vec![
        article("1", "Báo Vân Sơn", Some("2019-11-30"), STORY),
        article("2", "Báo Vân Sơn", Some("2019-12-01"), STORY),
        article("3", "Báo Trường Hà", Some("2020-01-02"), STORY),
        article("4", "Báo Trường Hà", None, OWN),
    ]
}

#[test]
fn one_story_in_three_copies_of_two_sources() {
    let report = report(Period::Year, stories());
    let row = report.families.iter().find(|row| row.family == "can-bo-dang-vien").unwrap();
    let frequency = &row.frequency;
    assert_eq!((frequency.all.count, frequency.all.articles), (3, 3));
    assert_eq!((frequency.unique.count, frequency.unique.articles), (1, 1));
    assert_eq!((frequency.by_source.count, frequency.by_source.articles, frequency.sources), (2, 2, 2));
    assert_eq!((frequency.all.per_article, frequency.unique.per_article), (0.75, 0.5));

    let syllables: Vec<u64> = report.documents.iter().map(|row| u64::from(row.syllables)).collect();
    let rate = |count: u64, of: u64| count as f64 * 1e6 / of as f64;
    let [story, .., own] = syllables[..] else { panic!() };
    assert_eq!(frequency.all.per_million, rate(3, 3 * story + own));
    assert_eq!(frequency.unique.per_million, rate(1, story + own));
    assert_eq!(frequency.by_source.per_million, rate(2, 2 * story + own));

    // Drawn are two groups: the story with all its copies, and the other article.
    let interval = frequency.all.interval.unwrap();
    assert_eq!(interval.low, 0.0);
    assert!((interval.high - rate(3, 3 * story)).abs() < 1e-6);

    // The copy that stands for the group is in 2019; in 2020 the family has hits, but none of its own.
    let in_period = |period: &str| {
        let row = report.periods.iter().find(|row| row.period == period && row.family == "can-bo-dang-vien");
        row.unwrap().frequency
    };
    let (early, late, undated) = (in_period("2019"), in_period("2020"), in_period("undated"));
    assert_eq!((early.all.count, early.unique.count, early.by_source.count), (2, 1, 1));
    assert_eq!((late.all.count, late.unique.count, late.by_source.count), (1, 0, 1));
    assert_eq!((undated.all.count, undated.sources), (0, 0));
    assert_eq!(late.all.interval, None, "one group has no bootstrap");
    assert_eq!((late.unique.per_million, late.unique.poisson), (0.0, None), "no article of its own, no rate");
    let share = |period: &str| report.variants.iter().find(|row| row.period == period).unwrap().share;
    assert_eq!((share("2019"), share("2020")), (Some(1.0), None));
    assert!(report.trends.is_empty(), "two years make no trend");
}

#[test]
fn no_source_is_no_newspaper() {
    let mut articles = stories();
    let unnamed = Meta { date: Some("2019-12-05".into()), ..Meta::default() };
    articles.push(Ok(Document {
        id: "5".into(),
        text: STORY.into(),
        meta: unnamed,
        place: Place::file("5"),
    }));
    let report = report(Period::Year, articles);
    let row = report.families.iter().find(|row| row.family == "can-bo-dang-vien").unwrap();
    assert_eq!((row.frequency.all.articles, row.frequency.sources), (4, 2));
    assert_eq!(row.frequency.sources, report.summary.sources.len() as u64);
}

#[test]
fn years_without_articles_have_rows_and_no_rates() {
    let mut articles = stories();
    articles.push(article("5", "Báo Vân Sơn", Some("2023-05-19"), OWN));
    let report = report(Period::Year, articles);
    let of_year = |year: &str| {
        let row = report.periods.iter().find(|row| row.period == year && row.family == "can-bo-dang-vien");
        let row = row.unwrap();
        (row.period_articles, row.frequency.all.count, row.frequency.all.interval, row.frequency.all.poisson)
    };
    assert_eq!(of_year("2021"), (0, 0, None, None));
    assert_eq!(of_year("2022"), (0, 0, None, None));
    assert_eq!((of_year("2023").0, of_year("2023").1), (1, 0));
    assert!(report.variants.iter().all(|row| !["2021", "2022"].contains(&&*row.period)));
}

#[test]
fn an_undated_copy_takes_no_story_out_of_its_year() {
    let longer = format!("{STORY} Hội nghị kết thúc trước giờ trưa.");
    let articles = vec![
        article("1", "Báo Trường Hà", None, &longer),
        article("2", "Báo Vân Sơn", None, STORY),
        article("3", "Báo Vân Sơn", Some("2019-11-30"), STORY),
    ];
    let report = report(Period::Year, articles);
    let original = |row: &&chinhluan::report::DocumentRow| row.copy_of.is_none();
    assert_eq!(report.documents.iter().filter(original).map(|row| &*row.document).collect::<Vec<_>>(), ["3"]);
    let in_period = |period: &str| {
        let row = report.periods.iter().find(|row| row.period == period && row.family == "can-bo-dang-vien");
        let frequency = row.unwrap().frequency;
        [frequency.all.count, frequency.unique.count, frequency.by_source.count]
    };
    assert_eq!((in_period("2019"), in_period("undated")), ([1, 1, 1], [2, 0, 1]));
}

#[test]
fn periods_in_order_of_time_and_the_undated_last() {
    let periods = |period| {
        let mut periods: Vec<String> =
            report(period, stories()).periods.into_iter().map(|row| row.period).collect();
        periods.dedup();
        periods
    };
    assert_eq!(periods(Period::Quarter), ["2019-Q4", "2020-Q1", "undated"]);
    assert_eq!(periods(Period::Month), ["2019-11", "2019-12", "2020-01", "undated"]);
}

#[test]
fn a_date_counts_in_the_periods_that_it_tells() {
    let longer = format!("{STORY} Hội nghị kết thúc trước giờ trưa.");
    let articles = || {
        vec![
            article("1", "Báo Trường Hà", Some("2019"), &longer),
            article("2", "Báo Vân Sơn", Some("2019-11-30"), STORY),
            article("3", "Báo Vân Sơn", Some("05/2020"), OWN),
        ]
    };
    let articles_of = |period| {
        let mut rows: Vec<(String, u64)> = report(period, articles())
            .periods
            .into_iter()
            .map(|row| (row.period, row.period_articles))
            .collect();
        rows.dedup();
        rows.retain(|(_, articles)| *articles > 0);
        rows
    };
    let rows =
        |rows: &[(&str, u64)]| rows.iter().map(|&(name, count)| (name.into(), count)).collect::<Vec<_>>();
    assert_eq!(articles_of(Period::Year), rows(&[("2019", 2), ("2020", 1)]));
    assert_eq!(articles_of(Period::Quarter), rows(&[("2019-Q4", 1), ("2020-Q2", 1), ("undated", 1)]));
    assert_eq!(articles_of(Period::Month), rows(&[("2019-11", 1), ("2020-05", 1), ("undated", 1)]));

    let report = report(Period::Month, articles());
    let dates: Vec<_> = report.documents.iter().map(|row| row.date.as_deref().unwrap()).collect();
    assert_eq!(dates, ["2019", "2019-11-30", "2020-05"]);
    // The longer copy says no more than the year.
    let original = |row: &&chinhluan::report::DocumentRow| row.copy_of.is_none();
    let originals: Vec<&str> = report.documents.iter().filter(original).map(|row| &*row.document).collect();
    assert_eq!(originals, ["2", "3"]);
}
