package dev.routesight.functions;

import dev.routesight.attribution.DecisionStub;
import dev.routesight.attribution.LateJoin;
import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.PlaceCount;
import dev.routesight.attribution.SessionState;
import dev.routesight.attribution.StrayEvent;
import dev.routesight.attribution.UserDecision;
import dev.routesight.calibration.Exposed;
import dev.routesight.calibration.UnitRow;
import dev.routesight.calibration.UnitState;
import dev.routesight.control.CohortNews;
import dev.routesight.control.DriftSpan;
import dev.routesight.control.PeriodPart;
import dev.routesight.control.ThresholdRow;
import dev.routesight.drift.CohortDrift;
import dev.routesight.drift.DriftAlert;
import dev.routesight.drift.OpenAlert;
import dev.routesight.event.Decoded;
import dev.routesight.event.Event;
import dev.routesight.event.Refusal;
import dev.routesight.tally.AccountingRow;
import dev.routesight.tally.BucketPart;
import dev.routesight.tally.BucketRow;
import dev.routesight.tally.Bucketed;
import dev.routesight.tally.JudgementTallyRow;
import dev.routesight.tally.RetentionTallyRow;
import dev.routesight.tally.RouteWindow;
import dev.routesight.tally.TallyRow;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTravelWithoutKryoTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                Decoded.class,
                Event.class,
                Refusal.class,
                SessionState.class,
                DecisionStub.class,
                UserDecision.class,
                Outcome.class,
                LateJoin.class,
                StrayEvent.class,
                Aside.class,
                PlaceCount.class,
                Exposed.class,
                UnitState.class,
                UnitRow.class,
                TallyRow.class,
                BucketPart.class,
                BucketRow.class,
                Bucketed.class,
                JudgementTallyRow.class,
                RetentionTallyRow.class,
                AccountingRow.class,
                RouteWindow.class,
                CohortDrift.class,
                OpenAlert.class,
                CohortNews.class,
                PeriodPart.class,
                DriftSpan.class,
                ThresholdRow.class,
                DriftAlert.class
            })
    void everyRecordInStateOrOnTheWireIsAPojoWithoutKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
