import { computed } from "@preact/signals";
import { language } from "../selection";
import { en, type Words } from "./en";
import { vi } from "./vi";

/** The words of the page's language. */
export const words = computed<Words>(() => (language.value === "vi" ? vi : en));
