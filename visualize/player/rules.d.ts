/* The op table in JavaScript, which Python writes into each page; see program.py. */

import type { Rule } from "./program.js";

export const RULES: Record<string, Rule>;
