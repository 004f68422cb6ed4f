// Text for search: without case, marks and the difference of đ and d, so that `hoc tap` finds `học tập`.
// NFD of NFC text only splits letters, so folded text is as long as the text in letters; places are not kept.
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
}

/** Whether all words of `query` (already folded) stand in `text`. */
export function matcher(query: string): (text: string) => boolean {
  const folded = fold(query.trim()).replace(/\s+/g, " ");
  if (folded === "") return () => true;
  const exact = query.trim().normalize("NFC").toLowerCase();
  // Who types marks means them: `học` does not find `hóc`.
  if (fold(exact) !== exact) return (text) => text.normalize("NFC").toLowerCase().includes(exact);
  return (text) => fold(text).includes(folded);
}
