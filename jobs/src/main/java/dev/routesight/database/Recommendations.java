package dev.routesight.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.routesight.config.JdbcConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The latest recommendation of each cohort, by the names of its columns. */
public final class Recommendations {
    private static final String LATEST =
            """
            select distinct on (t.cut, t.row_key)
              (to_jsonb(t) - 'generation' - 'row_key')::text
            from threshold_recommendation t
            where t.dataset = ? and (?::text is null or t.cut = ?) and (?::jsonb is null or t.cohort::jsonb = ?::jsonb)
            order by t.cut, t.row_key, t.period_start desc
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcConfig database;
    private final String dataset;

    public Recommendations(JdbcConfig database, String dataset) {
        this.database = database;
        this.dataset = dataset;
    }

    /**
     * @param cut null for all
     * @param cohort a JSON object; null for all
     */
    public List<ObjectNode> latest(String cut, String cohort) throws SQLException {
        List<ObjectNode> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement utc = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(LATEST)) {
            utc.execute("set time zone 'UTC'");
            statement.setString(1, dataset);
            statement.setString(2, cut);
            statement.setString(3, cut);
            statement.setString(4, cohort);
            statement.setString(5, cohort);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(read(row.getString(1)));
                }
            }
        }
        return rows;
    }

    private static ObjectNode read(String text) {
        try {
            ObjectNode row = (ObjectNode) JSON.readTree(text);
            row.set("cohort", JSON.readTree(row.get("cohort").asText()));
            return row;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of the database's own JSON", e);
        }
    }
}
