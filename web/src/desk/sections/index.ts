/** The sections of the desk, in the order of the rail. Everybody begins in the first one. */
import { administration } from "./administration";
import { cases } from "./cases";
import { conversations } from "./conversations";
import { found } from "./found";
import { improve } from "./improve";
import { knowledge } from "./knowledge";
import { mail } from "./mail";
import { notices } from "./notices";
import { quarantine } from "./quarantine";
import type { Section } from "./section";

export const SECTIONS: readonly Section[] = [conversations, cases, found, knowledge, notices, improve, mail, quarantine, administration];
