package dev.routesight.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is packed comes out again. */
class StreamBytesTest {
    @Test
    void countsComeOutAsTheyWentIn() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 2_000; trial++) {
            long[] counts = new long[random.nextInt(40)];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = random.nextInt(50) == 0 ? -1 : random.nextLong() >>> random.nextInt(64);
            }
            ByteBuffer bytes = ByteBuffer.allocate(PackedCounts.most(counts.length));
            PackedCounts.write(bytes, counts);
            bytes.put((byte) 99).flip();
            assertThat(PackedCounts.read(bytes, counts.length)).isEqualTo(counts);
            assertThat(bytes.get()).isEqualTo((byte) 99);
        }
    }

    @Test
    void smallCountsTakeAFewBits() {
        long[] fives = new long[80];
        java.util.Arrays.fill(fives, 5);
        ByteBuffer bytes = ByteBuffer.allocate(PackedCounts.most(80));
        PackedCounts.write(bytes, fives);
        assertThat(bytes.position()).isLessThanOrEqualTo(1 + 80 * 4 / 8);
    }

    @Test
    void guessedCountsComeOutAsTheyWentInHoweverBadTheGuess() {
        SplittableRandom random = new SplittableRandom(13);
        for (int trial = 0; trial < 1_000; trial++) {
            int size = random.nextInt(1, 40);
            int width = random.nextInt(1, size + 1);
            int[] before = new int[size];
            long[] decisions = new long[size];
            long[] events = new long[size];
            for (int i = 0; i < size; i++) {
                before[i] = i < width ? -1 : i - width;
                decisions[i] = random.nextLong(1L << random.nextInt(1, 40));
                events[i] = random.nextLong(decisions[i] + 1);
            }
            ByteBuffer bytes = ByteBuffer.allocate(2 * PackedCounts.most(size));
            Guesses.writeDecisions(bytes, decisions, before);
            Guesses.writeEvents(bytes, events, decisions, before);
            bytes.flip();
            assertThat(Guesses.readDecisions(bytes, before)).isEqualTo(decisions);
            assertThat(Guesses.readEvents(bytes, decisions, before)).isEqualTo(events);
        }
    }

    @Test
    void signedNumbersComeOutAsTheyWentIn() {
        ByteBuffer bytes = ByteBuffer.allocate(100);
        long[] values = {0, -1, 1, 63, -64, 64, Integer.MAX_VALUE - (long) Integer.MIN_VALUE};
        for (long value : values) {
            VarInts.putSigned(bytes, value);
        }
        bytes.flip();
        for (long value : values) {
            assertThat(VarInts.getSigned(bytes)).isEqualTo(value);
        }
    }

    @Test
    void namesOfAnyFormComeOutAsTheyWentIn() {
        List<String> parts = List.of("", "0", "7", "a|b", "|", "ü", "code", "code|3", "7|code|3");
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < 500; trial++) {
            Set<Cells.Cell> set = new HashSet<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                String stratum =
                        parts.get(random.nextInt(parts.size()))
                                + (random.nextBoolean() ? "|" + random.nextInt(4) : "");
                set.add(new Cells.Cell(random.nextInt(2), stratum));
            }
            roundTrip(set);
        }
    }

    @Test
    void namesWithoutCommonPartsDoNotGrowByTheSquare() {
        Set<Cells.Cell> set = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            set.add(new Cells.Cell(0, "head" + i + "|tail" + i));
        }
        assertThat(roundTrip(set)).isLessThan(30_000);
    }

    private static int roundTrip(Set<Cells.Cell> set) {
        Cells cells = Cells.of(set);
        ByteBuffer bytes = ByteBuffer.allocate(cells.most());
        cells.write(bytes);
        bytes.flip();
        int size = bytes.limit();
        Cells read = Cells.read(bytes);
        assertThat(read).isEqualTo(cells);
        assertThat(new HashSet<>(new ArrayList<>(read.cells()))).isEqualTo(set);
        assertThat(bytes.hasRemaining()).isFalse();
        return size;
    }
}
