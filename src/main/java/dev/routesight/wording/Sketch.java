package dev.routesight.wording;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A bottom-k sketch of a message: the smallest 32 hashes of its character grams (negative ints) and
 * of its word stems (the others), ascending. Only hashes are kept.
 */
final class Sketch {
    private static final int K = 32;
    private static final int STEM = 5;

    private Sketch() {}

    static int[] of(List<String> words, CueLexicon lexicon) {
        IntStream.Builder stems = IntStream.builder();
        IntStream.Builder grams = IntStream.builder();
        for (int i = 0; i < Math.min(words.size(), 200); i++) {
            String word = words.get(i);
            if (lexicon.isFunctionWord(word)) {
                continue;
            }
            boolean single = word.codePointCount(0, word.length()) == 1;
            String stem = word.length() > STEM ? word.substring(0, STEM) : word;
            if (single && i + 1 < words.size() && word.codePointAt(0) >= 0x0E00) {
                stem = word + words.get(i + 1);
            }
            stems.add(mix(stem.hashCode()) & Integer.MAX_VALUE);
            String padded = "^" + word + "$";
            for (int g = 0; g + 3 <= padded.length(); g++) {
                grams.add(mix(padded.substring(g, g + 3).hashCode()) | Integer.MIN_VALUE);
            }
        }
        return IntStream.concat(smallest(grams), smallest(stems)).toArray();
    }

    private static IntStream smallest(IntStream.Builder hashes) {
        int[] sorted = hashes.build().toArray();
        Arrays.sort(sorted);
        int kept = 0;
        for (int i = 0; i < sorted.length && kept < K; i++) {
            if (kept == 0 || sorted[i] != sorted[kept - 1]) {
                sorted[kept++] = sorted[i];
            }
        }
        return Arrays.stream(sorted, 0, kept);
    }

    /** Word stems in both, only in the first, only in the second. */
    static int[] compareStems(int[] first, int[] second) {
        int shared = 0;
        int[] a = part(first, false);
        int[] b = part(second, false);
        for (int hash : a) {
            shared += Arrays.binarySearch(b, hash) >= 0 ? 1 : 0;
        }
        return new int[] {shared, a.length - shared, b.length - shared};
    }

    /** Estimated Jaccard similarity of the character grams, in [0, 1]. */
    static double gramSimilarity(int[] first, int[] second) {
        int[] a = part(first, true);
        int[] b = part(second, true);
        int i = 0;
        int j = 0;
        int union = 0;
        int shared = 0;
        while (union < K && (i < a.length || j < b.length)) {
            union++;
            if (j == b.length || (i < a.length && a[i] < b[j])) {
                i++;
            } else if (i == a.length || b[j] < a[i]) {
                j++;
            } else {
                shared++;
                i++;
                j++;
            }
        }
        return union == 0 ? 0 : (double) shared / union;
    }

    private static int[] part(int[] sketch, boolean grams) {
        int at = Arrays.binarySearch(sketch, 0);
        int split = at < 0 ? -at - 1 : at;
        return grams
                ? Arrays.copyOfRange(sketch, 0, split)
                : Arrays.copyOfRange(sketch, split, sketch.length);
    }

    private static int mix(int hash) {
        int h = hash * 0x9E3779B9;
        h ^= h >>> 16;
        h *= 0x85EBCA6B;
        return h ^ (h >>> 13);
    }
}
