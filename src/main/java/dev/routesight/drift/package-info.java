/**
 * Alerts on silent drift, with a promise about false alarms. Plain rules: counts go in, evidence
 * and alerts come out; nothing here knows a clock or a job.
 *
 * <h2>What is promised</h2>
 *
 * <ul>
 *   <li><b>Mode budget</b> ({@link dev.routesight.drift.AlertBudget}): without any drift, the whole
 *       fleet raises at most B false alerts a week on average, restarts included and whatever the
 *       dependence between streams. Not covered: more streams than the K that was configured, a
 *       stream that grows beyond the volume it was learnt at (its share grows with it), and 0.05
 *       alerts once over the fleet for the head starts.
 *   <li><b>Learnt baselines</b> ({@link dev.routesight.drift.BaselineNull}): the above holds for at
 *       least 1 − δ of the baselines that could have been learnt, per stream. Not covered: a
 *       baseline learnt while something was already wrong, a trend that nobody would call a drift,
 *       a rhythm longer than the one configured, and fewer than about ten events learnt with many
 *       strata (a normal approximation).
 *   <li><b>Concurrent comparison</b> ({@link dev.routesight.drift.ConcurrentNull}): what moves both
 *       groups alike raises no alert, on the same terms. Not covered: a drift of both, a change of
 *       who is sent to which group, odds ratios that truly differ between strata whose mix moves.
 *   <li><b>Clusters</b> ({@link dev.routesight.drift.DesignEffect}): with decisions that are not
 *       independent the budget held in simulations at design effects of 2 and 3. It is measured,
 *       not proven. {@link dev.routesight.drift.UnitNull} is exact for users who do not come back.
 *   <li><b>Mode fdr</b> ({@link dev.routesight.drift.EpochTest}, {@link
 *       dev.routesight.drift.EBenjaminiHochberg}): at the end of an epoch, of the cohorts named as
 *       changed at most a share α did not change, on average. Not covered: alerts opened in
 *       between; for them only a weaker statement holds.
 *   <li><b>Since when</b>: the start of an alert is an estimate. {@link
 *       dev.routesight.drift.ChangePoint} gives a set that holds the true one with chance 1 − α for
 *       changes that stay above a least size; not for blips and not for the foot of a ramp.
 *   <li><b>How much</b> ({@link dev.routesight.drift.EffectEstimate}): an interval from decisions
 *       after the alert, for their average effect.
 *   <li><b>Groups</b> ({@link dev.routesight.drift.AlertGroups}) promise nothing.
 * </ul>
 */
package dev.routesight.drift;
