package dev.routesight.report;

import java.sql.SQLException;
import java.util.Map;

/** A part of the report: what it says is an object for JSON. */
interface Section {
    /**
     * What it says. {@code words} in it are for people: what cannot be told yet, and what helps.
     */
    Map<String, Object> read(Rows rows, Scope scope) throws SQLException;
}
