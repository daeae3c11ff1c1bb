package dev.routesight.wording;

/**
 * What is kept of a message: a fixed-size description from which the rules read, and from which no
 * text can be read back.
 *
 * @param language ISO 639-1 code, as told or detected; empty when unknown
 * @param tokens number of words (or of characters in scripts without spaces) looked at
 * @param characters number of code points looked at
 * @param cues bit set of the cue classes that hit, by {@link CueClass} ordinal
 * @param cueStrength summed weight of the cues for turning an answer down, in 1/1000
 * @param shape bit set of structural traits, by {@link Trait} ordinal
 * @param sketch bottom-k sketch of hashed, normalised content words and character grams; at most 64
 *     ints, ascending
 */
public record TextFeatures(
        String language,
        int tokens,
        int characters,
        long cues,
        int cueStrength,
        long shape,
        int[] sketch) {}
