// Text that says nothing, as much as one wants of it.
const SYLLABLES = ("ruộng cày chum vại gốm lò nung sắt búa đe rèn vó ngựa thồ muối ghềnh thác bè gỗ lim sến táu hương khói bếp nồi xanh chõ xôi nếp nương rẫy "
  + "ngô khoai sắn bẫy cung nỏ tên cối giã gạo sàng sảy nong nia thúng mủng quang gánh chợ phiên khăn thêu chàm nhuộm dệt sợi bông tằm dâu kén tơ").split(" ");
/** Rows of syllables that have nothing in common with those of another seed. */
export function prose(seed, sentences) {
  let state = seed;
  const next = () => SYLLABLES[(state = (state * 48271) % 2147483647) % SYLLABLES.length];
  return Array.from({ length: sentences }, () => `Ở ${Array.from({ length: 14 }, next).join(" ")}`).join(". ");
}
