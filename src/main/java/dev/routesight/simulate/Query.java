package dev.routesight.simulate;

/**
 * What a user wants answered.
 *
 * @param difficulty latent, in [0, 1]
 * @param topic picks the words
 */
record Query(Scenario.Shape shape, double difficulty, int promptTokens, int topic) {

    static Query draw(Weighted<Scenario.Shape> shapes, Dice dice) {
        Scenario.Shape shape = shapes.at(dice.uniform());
        double logit = StrictMath.log(shape.difficulty() / (1 - shape.difficulty()));
        double difficulty = sigmoid(logit + shape.spread() * dice.normal());
        int prompt = Math.max(1, (int) dice.around(shape.promptTokens(), 0.5));
        return new Query(shape, difficulty, prompt, dice.below(1 << 20));
    }

    /** The same question after the user has said what was wrong. */
    Query clarified() {
        return new Query(shape, difficulty * 0.9, promptTokens + 40, topic);
    }

    static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
