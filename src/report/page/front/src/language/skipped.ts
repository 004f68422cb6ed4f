// Why something was left out: the report says it in English, `place: reason`; here in the page's language.
import type { Language } from "../selection";

/** Reasons as `src/read` gives them; what stands in brackets is kept. One that is not here stays English. */
const REASONS: [RegExp, (part: string[]) => string][] = [
  [/empty document/, () => "tài liệu trống"],
  [/longer than (\d+ MiB); it has to be parted into documents/, ([size]) => `dài quá ${size}; cần tách thành từng tài liệu`],
  [/field `([^`]*)` is [a-z ]+, not a string/, ([name]) => `trường “${name}” không phải là chuỗi ký tự`],
  [/no field `([^`]*)`/, ([name]) => `không có trường “${name}”`],
  [/not a JSON object, at column (\d+): .*/, ([column]) => `không phải là một đối tượng JSON (sai từ cột ${column})`],
  [/no column `([^`]*)`(?: in the header line)?; there are: (.*)/, ([name, names]) => `không có cột “${name}”; chỉ có: ${names}`],
  [/(\d+) fields where the header line has (\d+)/, ([here, header]) => `có ${here} trường, trong khi dòng tiêu đề có ${header}`],
  [/a quote that is not closed, or not doubled inside a quoted field(?:; it opens in line (\d+))?/, ([line]) => `dấu nháy kép không được đóng, hoặc không được viết đôi trong một trường có nháy${line ? ` (mở ở dòng ${line})` : ""}`],
  [/not UTF-8 at byte (\d+); a letter is cut through or lost/, ([byte]) => `không phải UTF-8 (từ byte ${byte}), có chữ bị cắt cụt hoặc mất`],
  [/not UTF-8 at byte (\d+); .*/, ([byte]) => `không phải UTF-8 (từ byte ${byte}); cần chuyển từ TCVN3, VNI hay bảng mã cũ khác sang UTF-8 trước`],
  [/UTF-16; .*/, () => "là UTF-16, cần chuyển sang UTF-8 trước"],
  [/a page of over (\d+ MiB); .*/, ([size]) => `trang nặng hơn ${size}, quá lớn đối với một trang báo`],
  [/not a Parquet file, or cut off: (.*)/, ([cause]) => `không phải tệp Parquet hoặc tệp bị cắt cụt: ${cause}`],
  [/cannot be read: (.*); the rest of row group (\d+) is lost/, ([cause, group]) => `không đọc được: ${cause}; phần còn lại của nhóm dòng ${group} bị mất`],
  [/cannot be read: (.*)/, ([cause]) => `không đọc được: ${cause}`],
  [/cannot be read any further: (.*)/, ([cause]) => `không đọc tiếp được: ${cause}`],
  [/the compressed data are cut off; what comes behind is lost/, () => "dữ liệu nén bị cắt cụt; phần còn lại bị mất"],
  [/bytes that are not gzip stand behind or between the packed data; they were left out/, () => "sau hoặc xen giữa dữ liệu nén có những byte không phải gzip; phần ấy đã bị bỏ qua"],
  [/it unpacks to over (\d+) times its size, as no .* does/, ([times]) => `giải nén ra lớn hơn ${times} lần, một tệp bình thường không như vậy`],
  [/changed while it was read; what was read may be torn/, () => "tệp bị sửa trong lúc đọc; nội dung đã đọc có thể không trọn vẹn"],
  [/not a regular file/, () => "không phải là tệp thông thường"],
  [/a link that leads back to (.*)/, ([above]) => `liên kết dẫn vòng trở lại ${above}`],
  [/Content-Length .*/, () => "độ dài ghi trong bản ghi (Content-Length) không đúng"],
];

export function skipped(english: string, language: Language): string {
  if (language === "en") return english;
  for (const [reason, sentence] of REASONS) {
    const found = new RegExp(`^(.+?)(?::(\\d+))?: ${reason.source}$`, "s").exec(english);
    if (!found) continue;
    const [, place, line, ...part] = found;
    return `${place}${line ? `, dòng ${line}` : ""}: ${sentence(part)}`;
  }
  return english;
}
