/** Drawings that only the desk needs, on the grid of kit/icons. */

export const QUARANTINE = "M13 4H7a1.5 1.5 0 0 0-1.5 1.5v13A1.5 1.5 0 0 0 7 20h10a1.5 1.5 0 0 0 1.5-1.5v-9L13 4Zm0 0v5.5h5.5M12 12.3v2.7M12 17.3v.1";
export const PERSON_ADD = "M14 8.3a3.8 3.8 0 1 1-7.6 0 3.8 3.8 0 0 1 7.6 0ZM3.5 20c.7-3.5 3.3-5.5 6.7-5.5 2 0 3.7.7 4.9 1.9M18.5 14.5v5M16 17h5";
export const FILE = "M13 4H7a1.5 1.5 0 0 0-1.5 1.5v13A1.5 1.5 0 0 0 7 20h10a1.5 1.5 0 0 0 1.5-1.5v-9L13 4Zm0 0v5.5h5.5";
/** A pupil's cap: what there is to learn. */
export const IMPROVE = "M2.8 9.2 12 5l9.200 4.200L12 13.400ZM6.500 11v4.600c1.400 1.300 3.300 2 5.500 2s4.100-.7 5.500-2V11M21.200 9.200v5";
/** A cog: how the desk is set up. */
export const GEAR = "M15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM12 3.5v2.700M12 17.800v2.700M3.500 12h2.700M17.800 12h2.700M6 6l1.900 1.900M16.100 16.100 18 18M18 6l-1.900 1.900M7.900 16.100 6 18";
export const HOOK = "M9.5 14.5 5.600 16.800M12 8.200l2.500 5M14.500 17h-5M14.800 6a2.800 2.800 0 1 1-5.600 0 2.800 2.800 0 0 1 5.600 0ZM8.600 17a2.800 2.800 0 1 1-5.600 0 2.800 2.800 0 0 1 5.600 0ZM21 17a2.800 2.800 0 1 1-5.600 0 2.800 2.800 0 0 1 5.600 0Z";
export const KEY = "M12.500 9a4 4 0 1 1-8 0 4 4 0 0 1 8 0ZM11.400 11.800 19.500 19.500M16.500 16.700l2-2";
export const HISTORY = "M4.500 5v4.500H9M4.800 9.300A8 8 0 1 1 4 13M12 8.500V12l2.800 1.800";
/** A box with something in it: what was found. */
export const FOUND = "M4 9.5h16V18a1.500 1.500 0 0 1-1.500 1.500h-13A1.500 1.500 0 0 1 4 18ZM4 9.5 6.500 5h11L20 9.500M9.500 13h5";
/** A megaphone: what everybody is told. */
export const BOARD = "M4 10v4a1 1 0 0 0 1 1h3l8 4V5L8 9H5a1 1 0 0 0-1 1ZM8 15v4M19 9.500a3.500 3.500 0 0 1 0 5";
