// Why two articles are held to be what they are: the report says it in English, the figures in it stay.
import type { Language } from "../selection";

const SLOTS = /; (\d+) of (\d+) numbers and (\d+) of (\d+) words of names agree/;

const PATTERNS: [RegExp, (part: string[]) => string][] = [
  [/^equal byte for byte$/, () => "giống nhau đến từng byte"],
  [/^equal but for case, tone placement, Unicode form or the shape of marks$/, () => "chỉ khác chữ hoa, vị trí dấu thanh, dạng Unicode hoặc kiểu dấu câu"],
  [/^(\d+) % of a and (\d+) % of b are shared/, ([a, b]) => `phần chung chiếm ${a}% bài đầu và ${b}% bài kia`],
  [/^b is the beginning of a, broken off; (\d+) % of b stand in a$/, ([b]) => `bài kia là phần đầu của bài này, bị cắt ngang; ${b}% nội dung nằm trong bài này`],
  [/^(\d+) % of b stand in a, which goes on about something else \((\d+) % of a are shared\)$/, ([b, a]) => `${b}% bài kia nằm trong bài này, bài này còn nói tiếp việc khác (phần chung chiếm ${a}%)`],
  [/^a holds b \((\d+) % of it\) and another document beside it$/, ([b]) => `bài này chứa bài kia (${b}%) cùng một bài khác nữa`],
  [/^same wording \((\d+) % of b stand in a\), other report: (\d+) of (\d+) numbers and (\d+) of (\d+) words of names agree$/, ([b, n, numbers, w, names]) => `cùng lời văn (${b}% bài kia nằm trong bài này) nhưng là báo cáo khác: khớp ${n} trên ${numbers} con số và ${w} trên ${names} từ trong tên riêng`],
  [/^a passage of (\d+) words in common, (\d+) % of a and (\d+) % of b$/, ([words, a, b]) => `chung một đoạn ${words} từ, bằng ${a}% bài đầu và ${b}% bài kia`],
];

export function reason(english: string, language: Language): string {
  if (language === "en") return english;
  for (const [pattern, sentence] of PATTERNS) {
    const found = pattern.exec(english);
    if (!found) continue;
    const slots = pattern.source.endsWith("$") ? null : SLOTS.exec(english);
    const agree = slots ? `; khớp ${slots[1]} trên ${slots[2]} con số và ${slots[3]} trên ${slots[4]} từ trong tên riêng` : "";
    return sentence(found.slice(1)) + agree;
  }
  return english;
}
