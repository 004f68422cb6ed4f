// Why two articles are held to be what they are, in the page's language. The tables say it in English, of `a` and `b`: the figures stay.
import type { Language } from "../selection";

type Sentence = (part: string[]) => string;
const PATTERNS: [RegExp, Record<Language, Sentence>][] = [
  [/^equal byte for byte$/, {
    en: () => "Equal byte for byte",
    vi: () => "Giống nhau đến từng byte",
  }],
  [/^equal but for case, white space, tone placement, Unicode form, the shape of marks, or what stands around the article$/, {
    en: () => "Equal but for case, white space, tone placement, Unicode form, the shape of marks, or what stands around the article",
    vi: () => "Chỉ khác chữ hoa, khoảng trắng, vị trí dấu thanh, dạng Unicode, kiểu dấu câu hoặc phần bao quanh bài",
  }],
  [/^(\d+) % of a and (\d+) % of b are shared/, {
    en: ([a, b]) => `${a}% of the first and ${b}% of the other are shared`,
    vi: ([a, b]) => `Phần chung chiếm ${a}% bài đầu và ${b}% bài kia`,
  }],
  [/^(\d+) % of the syllables of a and (\d+) % of those of b stand in shared passages/, {
    en: ([a, b]) => `${a}% of the syllables of the first and ${b}% of those of the other stand in shared passages`,
    vi: ([a, b]) => `Các đoạn chung chiếm ${a}% số tiếng của bài đầu và ${b}% số tiếng của bài kia`,
  }],
  [/^b is a shortened copy of a; (\d+) % of b stand in a$/, {
    en: ([b]) => `The other is a shortened copy of the first; ${b}% of it stand there`,
    vi: ([b]) => `Bài kia là bản rút ngắn của bài đầu; ${b}% nội dung của nó nằm trong bài đầu`,
  }],
  [/^(\d+) % of b stand in a, which goes on about something else \((\d+) % of a are shared\)$/, {
    en: ([b, a]) => `${b}% of the other stand in the first, which goes on about something else (${a}% of the first are shared)`,
    vi: ([b, a]) => `${b}% bài kia nằm trong bài đầu; bài đầu còn nói tiếp việc khác (phần chung chiếm ${a}% bài đầu)`,
  }],
  [/^a holds b \((\d+) % of it\) and another document beside it$/, {
    en: ([b]) => `The first holds the other (${b}% of it) and yet another article`,
    vi: ([b]) => `Bài đầu chứa bài kia (${b}% nội dung) cùng một bài khác nữa`,
  }],
  [/^same wording \((\d+) % of b stand in a\), other report/, {
    en: ([b]) => `The same wording (${b}% of the other stand in the first), but another report`,
    vi: ([b]) => `Cùng lời văn (${b}% bài kia nằm trong bài đầu) nhưng là báo cáo khác`,
  }],
  [/^a passage of (\d+) syllables in common, (\d+) % of a and (\d+) % of b$/, {
    en: ([syllables, a, b]) => `A passage of ${syllables} syllables in common; ${a}% of the first and ${b}% of the other are shared`,
    vi: ([syllables, a, b]) => `Chung một đoạn dài ${syllables} âm tiết; phần chung chiếm ${a}% bài đầu và ${b}% bài kia`,
  }],
];

const AGREE: [RegExp, Record<Language, Sentence>][] = [
  [/(\d+) of (\d+) numbers\b.* agree$/, {
    en: ([agree, all]) => `${agree} of ${all} numbers`,
    vi: ([agree, all]) => `${agree} trên ${all} con số`,
  }],
  [/(\d+) of (\d+) syllables of names agree$/, {
    en: ([agree, all]) => `${agree} of ${all} syllables of names`,
    vi: ([agree, all]) => `${agree} trên ${all} tiếng trong tên riêng`,
  }],
];

function agreement(english: string, language: Language): string {
  const told = AGREE.flatMap(([pattern, sentence]) => {
    const found = pattern.exec(english);
    return found ? [sentence[language](found.slice(1))] : [];
  });
  if (told.length === 0) return "";
  return language === "en" ? `; ${told.join(" and ")} agree` : `; khớp ${told.join(" và ")}`;
}

export function reason(english: string, language: Language): string {
  for (const [pattern, sentence] of PATTERNS) {
    const found = pattern.exec(english);
    if (found) return sentence[language](found.slice(1)) + agreement(english, language);
  }
  return english;
}
