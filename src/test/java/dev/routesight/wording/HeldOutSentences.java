package dev.routesight.wording;

import dev.routesight.wording.evaluate.LabelledTurn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads our own labelled sentences: {@code @LABEL KIND | before | answer}, then a turn a line. */
final class HeldOutSentences {
    private HeldOutSentences() {}

    static List<LabelledTurn> read(String folder, String language) throws IOException {
        String file = "/wording/" + folder + "/" + language + ".txt";
        List<LabelledTurn> turns = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                HeldOutSentences.class.getResourceAsStream(file),
                                StandardCharsets.UTF_8))) {
            String[] head = {"", "", ""};
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (line.startsWith("@")) {
                    head = line.substring(1).split("\\|", -1);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    turns.add(turn(head, line, number, language));
                }
            }
        }
        return turns;
    }

    private static LabelledTurn turn(String[] head, String line, int number, String language) {
        String[] names = head[0].trim().split(" ");
        return new LabelledTurn(
                number,
                language + number,
                names[0] + " " + names[1],
                language.substring(0, 2),
                blankIsNull(head.length > 1 ? head[1] : ""),
                blankIsNull(head.length > 2 ? head[2] : ""),
                line,
                names[0],
                !names[0].equals(Verdict.NONE),
                false);
    }

    private static String blankIsNull(String text) {
        return text.isBlank() ? null : text.trim();
    }
}
