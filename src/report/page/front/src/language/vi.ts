// Mọi lời trên trang, tiếng Việt: cùng khóa với `en.ts`.
import type { Words } from "./en";

export const vi: Words = {
  views: {
    summary: "Tổng quan",
    phrases: "Cụm từ theo thời gian",
    dispersion: "Độ phân tán",
    found: "Cụm từ mới phát hiện",
    concordance: "Ngữ cảnh",
    duplicates: "Bài trùng lặp",
    clusters: "Chủ đề",
    method: "Phương pháp",
  },
  pageTitle: "Báo cáo chinhluan",
  heading: (articles) => `Cụm từ, bài trùng lặp và chủ đề trong ${articles} báo`,
  sections: "Các phần",
  skip: "Đến thẳng nội dung",
  language: "Ngôn ngữ",
  theme: "Màu nền",
  themes: { auto: "Theo hệ thống", light: "Sáng", dark: "Tối" },
  loading: "Đang mở dữ liệu…",
  failed: "Không hiển thị được trang này: ",
  missing: "Văn bản của các bài là những tệp nằm cạnh trang này, trình duyệt chỉ đọc được chúng qua máy chủ: hãy chạy “chinhluan serve THƯ_MỤC” rồi mở địa chỉ được in ra.",
  close: "Đóng",
  unknownSource: "không ghi nguồn",
  undated: "không rõ ngày",
  none: "Không có.",
  and: " và ",
  to: " đến ",
  of: (part, whole) => `${part} trên ${whole}`,
  articles: (_, text) => `${text} bài`,
  syllables: (_, text) => `${text} âm tiết`,
  more: (count) => `và ${count} mục khác`,
  sampled: (kept, of) =>
    `Tập bài quá lớn so với một trang: trang này chứa văn bản và các lượt xuất hiện của ${kept} trên ${of} bài. Khi chưa lọc, bảng các nhóm cụm từ và biểu đồ của nó là của toàn bộ tập bài; những gì đã lọc, vẽ theo từng bài hay đọc tại đây là của mẫu. Lệnh “chinhluan report --site” ghi ra đầy đủ.`,

  kinds: { campaign: "cuộc vận động", slogan: "khẩu hiệu", "set-phrase": "cụm từ cố định" },
  roles: {
    page_clock: "giờ của trang", nav: "thanh điều hướng", section: "chuyên mục", title: "tít", date: "ngày đăng", lead: "sapô", body: "chính văn",
    caption: "chú thích ảnh", image_slug: "tên tệp ảnh", photo_credit: "tên người chụp", byline: "tên tác giả", source_credit: "ghi nguồn",
    tags: "từ khóa", comment_form: "khung bình luận", related: "bài liên quan", boilerplate: "phần lặp của trang", blank: "dòng trống",
  },
  origins: { label: "dòng ghi ngày", position: "vị trí trên trang", metadata: "bản ghi", markup: "mã trang", url: "địa chỉ trang" },
  flags: { accentless: "không dấu", borderline: "chưa chắc chắn", gloss: "dạng tắt chú trong ngoặc", typo: "lỗi in" },
  statuses: ["được tính", "in lặp lại", "ngoài bài viết", "không tính theo quy tắc"],
  relations: {
    exact: "trùng nguyên văn", normalised: "chỉ khác cách viết", near: "gần trùng", cut: "bản bị cắt", contains: "chứa trọn", merges: "gộp nhiều bài",
    same_form: "cùng khuôn mẫu, khác báo cáo", shares_passage: "chung một đoạn",
  },
  decisions: { copy: "tính là bản sao", kept: "giữ lại" },
  readings: { one: "một văn bản", dated: "rõ nhờ ngày ban hành", other_date: "khác ngày ban hành", ambiguous: "chưa rõ văn bản nào", misprint: "in sai", short: "dạng rút gọn", unknown: "không có trong danh mục" },
  repeatKinds: { exact: "nguyên văn", prefix: "phần đầu", cut: "bị cắt", folded: "chỉ khác dấu" },

  chart: {
    csv: "CSV", svg: "SVG", table: "Bảng số liệu",
    saveCsv: (of) => `Lưu số liệu của “${of}” dạng CSV`,
    saveSvg: (of) => `Lưu biểu đồ “${of}” dạng SVG`,
    empty: "Không có gì để vẽ với lựa chọn này.",
  },
  table: {
    search: "Tìm", searchHint: "gõ hoc tap cũng thấy học tập",
    rows: (shown, of) => (shown === of ? `${of} dòng` : `${shown} trên ${of} dòng`),
    sort: (column) => `Sắp xếp theo ${column}`,
    nothing: "Không có dòng nào khớp.",
    printed: (shown, of) => `${shown} dòng đầu trên ${of} dòng; tệp CSV có đủ.`,
  },

  filters: {
    title: "Bộ lọc", sources: "Nguồn", regions: "Phần của bài", period: "Thời gian", from: "Từ", until: "Đến",
    counted: "Cách đếm", per: "Tỷ lệ", all: "tất cả", clear: "Bỏ lọc", clearCount: (sources) => `Nguồn: ${sources}`,
    countedAs: { all: "mọi bản", unique: "mỗi nhóm bài trùng một bài", bySource: "mỗi nhóm, mỗi nguồn một bài" },
    perAs: { million: "trên một triệu âm tiết", article: "trên một bài" },
    now: (articles, syllables) => `${articles}, ${syllables} âm tiết`,
    undatedIn: (count) => `${count} bài không rõ ngày vẫn được tính nhưng không thuộc thời kỳ nào.`,
    undatedOut: (count) => `${count} bài không rõ ngày không được tính khi đã chọn thời gian.`,
    filteredNote: "Khoảng tin cậy của phần đã lọc được tính ngay trên trang: 1.000 lần rút lại nguyên nhóm bài trùng, mức 95%.",
    exactNote: "Khoảng tin cậy 95%: bootstrap, rút lại nguyên nhóm bài trùng.",
    regionNote: "Mẫu số của tỷ lệ là âm tiết của cả bài, dù cụm từ nằm ở phần nào.",
  },

  summary: {
    note: "Tập bài gồm những gì và có gì nổi bật: mỗi câu dẫn đến biểu đồ hoặc bảng làm căn cứ cho nó. Cách đọc khoảng tin cậy và cách đếm được giải thích ở cuối trang.",
    articles: "Số bài", sources: "Nguồn", period: "Thời gian đăng", undatedShare: "Không rõ ngày", copies: "Bài là bản sao của bài khác",
    syllables: "Âm tiết", hits: "Lượt xuất hiện được tính", groups: (_, groups) => `trong ${groups} nhóm`,
    findings: "Những điểm nổi bật", evidence: "Xem căn cứ", sourcesTitle: "Số bài theo nguồn", yearsTitle: "Số bài theo thời gian",
    published: "Số bài", articlesColumn: "Số bài", sourceColumn: "Nguồn", periodColumn: "Thời gian",
    leftOut: (repeated, aside, policy) =>
      `Chỉ tính lượt xuất hiện trong tít, sapô, chính văn và chú thích ảnh. Không tính: ${repeated} lượt trong đoạn mà chính bài ấy in lặp lại, ${aside} lượt nằm ngoài bài viết, ${policy} lượt theo quy tắc đếm.`,
    how: "Cách đọc trang này",
    howText: [
      "Một “nhóm cụm từ” gồm mọi cách viết của một cuộc vận động, một khẩu hiệu hay một cụm từ cố định. Một “lượt” là một chỗ nhóm cụm từ ấy xuất hiện.",
      "“Mỗi nhóm bài trùng một bài” nghĩa là một bài dù được nhiều báo đăng lại cũng chỉ tính một lần; đây là cách đếm mặc định. Bộ lọc nằm ở đầu mỗi phần mà nó tác động.",
      "Khoảng tin cậy 95% cho biết tỷ lệ có thể xê dịch đến đâu do ngẫu nhiên. Các nhóm bài trùng được rút lại 1.000 lần, mỗi lần đủ số nhóm ban đầu, có nhóm được rút hai lần, có nhóm không được rút; 95% số tỷ lệ tính được nằm trong khoảng này. Tỷ lệ chỉ dựa vào vài bài thì khoảng sẽ rộng. Khoảng này không nói gì về việc tập bài đã được chọn ra sao. Hai khoảng chồng lên nhau nhiều thì chênh lệch có thể chỉ là ngẫu nhiên.",
    ],
  },

  finding: {
    most: (name, hits, articles, rate, low, high) =>
      `Cuộc vận động được nhắc đến nhiều nhất là “${name}”: ${hits} trong ${articles}, ${rate} lượt trên một triệu âm tiết (khoảng tin cậy 95%: ${low} đến ${high}).`,
    rising: (name, slope, low, high) =>
      `“${name}” đang tăng: mỗi năm thêm ${slope} lượt trên một triệu âm tiết (khoảng tin cậy 95%: ${low} đến ${high}; kiểm định Mann-Kendall, đã hiệu chỉnh theo số nhóm cụm từ).`,
    falling: (name, slope, low, high) =>
      `“${name}” đang giảm: ${slope} lượt trên một triệu âm tiết mỗi năm (khoảng tin cậy 95%: ${low} đến ${high}; kiểm định Mann-Kendall, đã hiệu chỉnh theo số nhóm cụm từ).`,
    steady: (families) =>
      `Trong ${families} nhóm cụm từ đủ số liệu để kiểm định, không nhóm nào tăng hay giảm có ý nghĩa thống kê (Mann-Kendall, đã hiệu chỉnh theo số nhóm cụm từ).`,
    change: (name, change, before, after) =>
      `“${name}” thay đổi rõ nhất vào khoảng ${change}: trước đó ${before} lượt trên một triệu âm tiết, từ đó về sau ${after} lượt.`,
    local: (name, source, rate, rest, low, high) =>
      `“${name}” tập trung ở ${source}: ${rate} lượt trên một triệu âm tiết (khoảng tin cậy 95%: ${low} đến ${high}), ở các nguồn khác là ${rest} lượt.`,
    narrow: (name, hits, articles, top) =>
      `“${name}” xuất hiện nhiều nhưng ở ít bài: trong ${hits} có ${top} lượt nằm trong cùng một bài, và chỉ ${articles} có cụm từ này.`,
    copies: (_, copies, articles, share, groups, low, high) =>
      `${copies} trên ${articles} (${share}; khoảng tin cậy 95%: ${low} đến ${high}) là bản sao của bài khác, thuộc ${groups}; mỗi nhóm chỉ tính một bài nên các bản đăng lại không làm nặng thêm điều chúng nói.`,
    early: (_, hits, families, name) =>
      `${hits} nằm trong những bài ghi ngày trước khi cuộc vận động bắt đầu (${families}, trước hết là “${name}”): hoặc ngày ghi sai, hoặc lời nói ấy có trước cuộc vận động.`,
    hitsOf: (_, text) => `${text} lượt`,
    groupsOf: (_, text) => `${text} nhóm`,
    familiesOf: (_, text) => `${text} nhóm cụm từ`,
    twice: (_, hits, articles) =>
      `${hits} không được tính vì ${articles} in một đoạn hai lần, thường là sapô; nếu tính, chúng sẽ bị hiểu lầm là sự nhấn mạnh.`,
    uncovered: (phrase, count, articles) =>
      `“${phrase}” lặp lại nhiều mà chưa thuộc nhóm cụm từ nào: ${count} trong ${articles}.`,
    topic: (words, articles, share, low, high) =>
      `Chủ đề lớn nhất là ${words}: ${articles}, chiếm ${share} số bài được phân nhóm (khoảng tin cậy 95%: ${low} đến ${high}).`,
  },

  phrases: {
    note: "Mức độ xuất hiện của mỗi nhóm cụm từ trong các bài của từng thời kỳ. Dải màu là khoảng tin cậy 95%; các số phía trên đánh dấu văn bản mở đầu của những nhóm đang hiển thị.",
    noteUndated: "Mức độ xuất hiện của mỗi nhóm cụm từ trong các bài. Không bài nào ghi ngày nên không vẽ được theo thời gian.",
    choose: "Các nhóm trên biểu đồ", chooseHint: "Tối đa tám nhóm; chọn thêm trong bảng.", chosenMany: "Biểu đồ đã có đủ tám nhóm.",
    remove: (name) => `Bỏ “${name}” khỏi biểu đồ`,
    trend: "Tỷ lệ theo thời gian", rateAxis: { million: "Lượt trên một triệu âm tiết", article: "Lượt trên một bài" },
    bands: "Hiện khoảng tin cậy", documents: "Văn bản mở đầu", unverified: "chưa đối chiếu với văn bản",
    shares: "Các dạng của một nhóm", sharesNote: "Tỷ trọng của từng dạng trong số lượt của thời kỳ.", otherForms: "dạng khác", shareAxis: "Tỷ trọng",
    focus: "Nhóm cụm từ",
    bySource: "Theo từng nguồn", bySourceNote: "Cùng một nhóm cụm từ ở các nguồn lớn nhất, chung một thang đo.",
    table: "Tất cả các nhóm cụm từ", family: "Nhóm cụm từ", kind: "Loại", hits: "Lượt", articlesColumn: "Số bài", sourcesColumn: "Số nguồn", rate: "Tỷ lệ",
    interval: "Khoảng tin cậy 95%", direction: "Xu hướng", directionHint: "Chỉ ghi khi kiểm định Mann-Kendall, đã hiệu chỉnh tự tương quan và số nhóm cụm từ, có ý nghĩa ở mức 5%; kèm hệ số góc Sen mỗi năm. Luôn tính trên toàn bộ tập bài.",
    rising: "tăng", falling: "giảm", aYear: "mỗi năm", first: "Đầu tiên", last: "Gần nhất", twice: "In lặp lại", onChart: "Biểu đồ",
    putOn: (name) => `Đưa “${name}” lên biểu đồ`, seeHits: (name) => `Đọc các lượt của “${name}”`,
    forms: "Các dạng", form: "Dạng", period: "Thời gian", low: "dưới", high: "trên", count: "Lượt", share: "Tỷ trọng",
    numbers: "Văn bản được dẫn theo số hiệu", numbersNote: "Các chỉ thị, nghị quyết, quyết định mà bài viết dẫn theo số hiệu, và văn bản mà số hiệu ấy có thể chỉ.", number: "Số hiệu", citations: "Lượt dẫn", reading: "Cách hiểu", mayBe: "Có thể là văn bản",
    early: "Xuất hiện trước thời điểm ra đời", earlyNote: "Lượt xuất hiện trong bài ghi ngày trước khi nhóm cụm từ ra đời: ngày ghi sai, lời nói có trước cuộc vận động, hoặc nói về việc khác.",
    dated: "Ngày của bài", since: "Có từ", founding: "Văn bản", article: "Bài", asWritten: "Nguyên văn", dateFrom: "Ngày lấy từ",
  },

  dispersion: {
    note: "Mười lượt trong một bài chưa phải là một phong trào. Mỗi dải là toàn bộ tập bài theo thứ tự thời gian, mỗi vị trí một bài; mỗi vạch là một bài có cụm từ, vạch càng cao thì càng nhiều lượt.",
    collection: "Trong tập bài", time: "Các bài theo thứ tự thời gian, bài không rõ ngày xếp cuối", timeUnknown: "Không bài nào ghi ngày: các bài xếp theo thứ tự được đọc",
    within: "Trong từng bài", withinNote: "Mỗi hàng là một bài, từ dòng đầu đến dòng cuối; mỗi vạch là một lượt. Đây là những bài có nhiều lượt nhất của các nhóm đang hiển thị.",
    place: "Vị trí trong bài", start: "đầu bài", end: "cuối bài",
    table: "Độ phân tán của mọi nhóm cụm từ", top: "Nhiều nhất trong một bài", half: "Số bài chứa một nửa số lượt",
    dp: "DP", dpHint: "Độ lệch tỷ trọng của Gries, đã chuẩn hóa: bằng 0 khi số lượt của mỗi bài tương xứng với độ dài, bằng 1 khi mọi lượt nằm trong một bài.",
    range: "Tỷ lệ bài có cụm từ",
    articles: "Số bài", hitsIn: (_, hits) => `${hits} lượt`,
  },

  found: {
    note: "Những chuỗi từ lặp lại ở nhiều bài mà chưa thuộc nhóm cụm từ nào: ứng viên cho nhóm mới. Độ gắn kết cho biết các từ đi với nhau chặt đến đâu (NPMI tại chỗ tách yếu nhất; 1 là luôn đi cùng nhau).",
    keyness: "Độ đặc trưng", boundNote: "Vòng rỗng: kho đối chiếu chỉ cho biết số lượt tối đa, nên tỷ số ít nhất là mức này (trong bảng ghi ≥).", keynessNote: "Càng sang phải: càng dày hơn so với kho đối chiếu; càng lên cao: càng khó coi là ngẫu nhiên.",
    logRatioShort: "Log tỷ số, khoảng 95%", logRatio: "Log tỷ số (số lần gấp đôi so với kho đối chiếu)", g2: "G² (log-likelihood)", significance: "−log₁₀ của p đã hiệu chỉnh",
    ranking: "Độ phổ biến và độ gắn kết", rankingNote: "Càng sang phải: càng nhiều bài; càng lên cao: các từ gắn kết càng chặt. Chưa có kho đối chiếu nên không vẽ độ đặc trưng.",
    documents: "Số bài", association: "Độ gắn kết",
    table: "Tất cả cụm từ phát hiện được", phrase: "Cụm từ", words: "Số từ", count: "Lượt", sources: "Số nguồn", dispersion: "DP", score: "Điểm", forms: "Các dạng", examples: "Bài", p: "p đã hiệu chỉnh",
    proposed: "Các nhóm được đề xuất", proposedNote: "Viết theo cú pháp của --families: lưu lại, chỉnh sửa rồi chạy lại với --families TỆP.",
    save: "Lưu dạng TOML", reference: (name) => `Kho đối chiếu: ${name}.`,
    nothing: "Ngoài các nhóm đã có, không cụm từ nào lặp lại đủ nhiều.",
    terms: "Những từ có trọng số lớn nhất", termsNote: "Trọng số TF-IDF trung bình; mỗi nhóm bài trùng tính một bài.", term: "Từ", occurrences: "Lượt", weight: "Trọng số", inArticles: "Số bài",
    termsOf: (shown, of) => `${shown} từ đầu trên ${of} từ; terms.csv có đủ.`,
  },

  concordance: {
    note: "Mọi lượt xuất hiện trong ngữ cảnh. Chọn một dòng để đọc cả bài.",
    family: "Nhóm cụm từ", allFamilies: "tất cả các nhóm", left: "Bên trái", hit: "Cụm từ", right: "Bên phải", date: "Ngày", dateFrom: "Ngày lấy từ", source: "Nguồn",
    region: "Phần", flags: "Ghi chú", article: "Bài", form: "Dạng", status: "Trạng thái", search: "Từ trong dòng", within: "nằm trong",
    uncounted: "Kèm cả lượt không được tính", copies: "Mục “Cách đếm” ở trên quyết định có liệt kê bản sao hay không.",
    sortLeft: "Bên trái, tính từ cụm từ ra ngoài", read: (title) => `Đọc “${title}”`,
  },

  article: {
    asRead: "Nguyên bản", sideBySide: "Bản làm sạch cạnh nguyên bản", unchanged: "Bước làm sạch không đổi gì trong bài này.",
    cleaned: "Bản làm sạch", original: "Nguyên bản", changes: "Những chỗ thay đổi được đánh dấu.",
    line: (line) => `dòng ${line}`, repeats: (line) => `lặp lại dòng ${line}`, truncated: "bị cắt",
    legend: { counted: "lượt được tính", uncounted: "lượt không được tính", repeat: "in lặp lại", furniture: "ngoài bài viết, không tính" },
    dated: (origin) => `ngày lấy từ ${origin}`, copyOf: "Bản sao của", cluster: "Chủ đề", hits: "Lượt",
    previous: "Lượt trước", next: "Lượt sau", roles: "Vai trò của dòng", id: "Tài liệu",
  },

  duplicates: {
    note: "Những bài lặp lại nhau. Chỉ bản sao (trùng nguyên văn, gần trùng, bị cắt) mới được gộp nhóm và tính một lần; các quan hệ khác chỉ được nêu ra, bài vẫn giữ nguyên.",
    groups: "Các nhóm", size: "Số bài", kept: "Bài được giữ", sources: "Nguồn", first: "Đầu tiên", last: "Gần nhất", days: "Số ngày",
    group: "Nhóm", graph: "Quan hệ trong nhóm", graphNote: "Mỗi vòng tròn là một bài, vòng lớn là bài được giữ; mỗi đường nối là một quan hệ.",
    timeline: "Bài được đăng lại ra sao", timelineNote: "Mỗi chấm là một bài trong nhóm, đặt theo ngày đăng, trên hàng của nguồn đăng.", undatedHere: "Bài không rõ ngày không được vẽ.",
    relations: "Tất cả các quan hệ", relationsNote: "Tỷ lệ tính theo chuỗi năm âm tiết: số chuỗi mà cả hai bài cùng có, so với tổng số chuỗi của hai bài gộp lại, của bài đầu và của bài kia.", a: "Bài", b: "Bài kia", relation: "Quan hệ", jaccard: "Phần chung", containmentA: "Trong bài đầu", containmentB: "Trong bài kia",
    decision: "Quyết định", why: "Lý do", compare: "So sánh", compareTitle: (relation) => `Đặt cạnh nhau: ${relation}`,
    onlyHere: "chỉ có ở đây", same: "có ở cả hai", aligned: "Các đoạn được đặt cạnh đoạn có phần chung với chúng; từ chỉ có ở một bên được đánh dấu.",
    passagesNote: (count) => `${count === 1 ? "Đoạn mà cả hai bài cùng có" : "Những đoạn dài nhất mà cả hai bài cùng có"} nằm trên nền màu; bấm vào số để sang bên kia.`,
    otherSide: (passage) => `Đoạn ${passage}: sang bên kia`,
    none: "Không có bài nào lặp lại nhau.", repeats: "Đoạn in hai lần trong cùng một bài", repeatsNote: "Trang báo thường in lại sapô trong phần chính văn. Đoạn như vậy chỉ được tính một lần.", line: "Dòng", repeatsLine: "Lặp lại dòng", how: "Kiểu",
    keptShort: "giữ", connected: "Những bài có bất kỳ quan hệ nào với nhau được xếp chung.",
  },

  clusters: {
    note: "Các bài được nhóm theo từ ngữ (k-means mặt cầu trên TF-IDF), không kể bản sao. Gần nhau trên bản đồ là giống nhau về từ ngữ; bản thân hai trục không có ý nghĩa.",
    map: "Bản đồ các bài", topic: "Chủ đề", topicNumber: (number) => `Chủ đề ${number}`, words: "Từ đặc trưng", phrases: "Cụm từ đặc trưng", size: "Số bài", copies: "Bản sao",
    typical: "Bài tiêu biểu", period: "Thời gian", sources: "Nguồn", all: "mọi chủ đề", chosen: "Chỉ xem một chủ đề", table: "Tất cả chủ đề", articles: "Các bài đang chọn",
    similarity: "Độ tương đồng", none: "Có quá ít bài để phân nhóm.", overTime: "Chủ đề theo thời gian", overTimeNote: "Số bài của mỗi chủ đề theo thời gian, không kể bản sao.", article: "Bài",
  },

  method: {
    note: "Các số liệu được làm ra như thế nào: cần ghi gì khi trích dẫn và làm sao để chạy lại.",
    command: "Lệnh để chạy lại", copy: "Sao chép", copied: "Đã sao chép",
    cite: "Cách trích dẫn", citeText: (version, articles, period) =>
      `${version}, cụm từ, bài trùng lặp và chủ đề của một tập gồm ${articles} bài${period}. Mô hình, danh mục cụm từ và thiết lập như ghi dưới đây.`,
    resources: "Mô hình và danh mục cụm từ", model: "Mô hình tách từ", gazetteer: "Danh mục cụm từ", reference: "Kho đối chiếu", references: { "Wikipedia, laws and government papers": "Wikipedia tiếng Việt, luật và văn bản của chính quyền" }, embedded: "kèm sẵn", periods: { year: "năm", quarter: "quý", month: "tháng" }, checksum: "Mã kiểm tra", settings: "Thiết lập", setting: "Mục", value: "Giá trị",
    policy: "Quy tắc đếm", seed: "Hạt giống ngẫu nhiên", period: "Thời kỳ trong các bảng",
    policies: {
      longest: "không tính lượt nằm trong một lượt dài hơn, lượt chưa chắc chắn và văn bản không dấu",
      all: "tính mọi lượt, kể cả lượt nằm trong lượt khác, lượt chưa chắc chắn và văn bản không dấu",
      "once-per-article": "mỗi bài chỉ tính một lượt cho mỗi nhóm; không tính lượt nằm trong một lượt dài hơn, lượt chưa chắc chắn và văn bản không dấu",
    },
    inputs: "Dữ liệu vào", path: "Đường dẫn", bytes: "Byte", skipped: "Bị bỏ qua", reason: "Lý do", lists: "Trang chỉ liệt kê bài, không phải bài",
    first: (shown, of) => `${shown} mục đầu trên ${of}; manifest.json có đủ.`,
    formulas: "Công thức", formula: "Tên", meaning: "Ở đây là",
    formulaRows: [
      ["Tỷ lệ", "Tổng số lượt chia cho tổng số âm tiết của các bài được chọn, nhân một triệu; không phải trung bình của các bài."],
      ["Khoảng tin cậy của tỷ lệ", "Bootstrap phân vị, 1.000 lần rút lại nguyên nhóm bài trùng, mức 95%."],
      ["Khoảng tin cậy của tỷ trọng", "Wilson, mức 95%."],
      ["Xu hướng", "Kiểm định Mann-Kendall, hiệu chỉnh tự tương quan (Hamed và Rao) và số nhóm cụm từ (Benjamini và Hochberg); hệ số góc Sen; điểm gãy Pettitt."],
      ["DP", "Độ lệch tỷ trọng (Gries), chuẩn hóa (Lijffijt và Gries), mỗi bài là một phần."],
      ["Bản sao", "Chuỗi năm âm tiết chung: hệ số Jaccard và độ bao hàm trên mọi chuỗi khác nhau."],
      ["Độ gắn kết", "Thông tin tương hỗ điểm chuẩn hóa tại chỗ tách yếu nhất của cụm từ."],
      ["Độ đặc trưng", "Log tỷ số cho độ lớn, G² cho bằng chứng; p hiệu chỉnh theo số cụm từ."],
      ["Chủ đề", "K-means mặt cầu trên TF-IDF, các chiều tiềm ẩn; từ đặc trưng theo G²."],
    ],
    licences: "Trang được dựng bằng Preact, Observable Plot, D3 và jsdiff; giấy phép nằm trong dist/LICENSES.txt của mã nguồn.",
    print: "In toàn bộ báo cáo",
  },
};
