import { data } from "../collection";
import { number } from "../format";
import { words } from "../language";

/** Says that the page holds a sample, where what follows is drawn from it. */
export const Sampled = () => (data.sampled ? <p class="warning">{words.value.sampled(number(data.sampled.kept), number(data.sampled.of))}</p> : null);
