package dev.routesight.wording;

import java.util.List;

/**
 * A message as normalised words, for as long as it takes to describe it.
 *
 * @param words folded words; single characters in scripts without spaces
 * @param opens {@code opens[i]}: a sentence begins at word i
 * @param asks the last sentence ended in a question mark
 * @param lastOpen index at which the last sentence begins
 * @param characters code points looked at
 */
record Words(
        List<String> words,
        boolean[] opens,
        boolean asks,
        int lastOpen,
        int characters,
        boolean truncated,
        boolean code) {}
