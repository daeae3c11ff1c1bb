package dev.routesight.attribution;

import dev.routesight.wording.TextFeatures;

/**
 * A user's turn of the present life: its number, and the features of its text (null when not sent).
 */
public record SpokenTurn(int turn, TextFeatures features) {}
