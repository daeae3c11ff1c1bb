package dev.routesight.wording.evaluate;

/**
 * A turn of which somebody said whether it turns the answer before it down.
 *
 * @param line where it stands in its file
 * @param group turns that belong together (a dialogue, a user); resampled together
 * @param source what it is counted under
 * @param language told to the classifier as an event would, or empty
 * @param previousUser may be null
 * @param previousAnswer may be null
 * @param label the label's own name
 * @param positive whether a quality signal should fire
 * @param templated written by a program, not by a person: kept out of the headline
 */
public record LabelledTurn(
        long line,
        String group,
        String source,
        String language,
        String previousUser,
        String previousAnswer,
        String user,
        String label,
        boolean positive,
        boolean templated) {}
