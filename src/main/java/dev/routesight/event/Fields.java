package dev.routesight.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The known fields of one object as they stand in the record; of a repeated key the last counts, so
 * nothing is judged before the object has ended.
 */
final class Fields {
    private static final Set<String> KNOWN =
            Set.of(
                    ("type event_id ts session_id decision_id turn route model router_version score"
                         + " threshold assignment propensities candidates user_id cost_usd"
                         + " reference_cost_usd query labels retry_of escalated_from state by"
                         + " tokens expected_tokens ttft_ms text language cue action to_decision_id"
                         + " verifier verifier_score reason shadow_route verdict judge judge_model"
                         + " shown_first primary_tokens shadow_tokens shadow_cost_usd sample_rate"
                         + " benchmark correct")
                            .split(" "));

    /** A number as its text; an array, boolean or too deep object as {@link #OTHER}. */
    record Num(String text, boolean integer) {}

    static final Object OTHER = new Object();

    private final String path;
    private final Map<String, Object> values;

    private Fields(String path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    static Fields empty() {
        return new Fields("", new HashMap<>(64));
    }

    void clear() {
        values.clear();
    }

    void read(JsonParser p) throws IOException {
        for (String name = p.nextFieldName(); name != null; name = p.nextFieldName()) {
            JsonToken token = p.nextToken();
            if (KNOWN.contains(name)) {
                values.put(name, value(p, token, 0));
            } else {
                p.skipChildren();
            }
        }
    }

    private static Object value(JsonParser p, JsonToken token, int depth) throws IOException {
        switch (token) {
            case VALUE_STRING:
                return p.getText();
            case VALUE_NUMBER_INT:
                return new Num(p.getText(), true);
            case VALUE_NUMBER_FLOAT:
                return new Num(p.getText(), false);
            case VALUE_NULL:
                return null;
            case START_OBJECT:
                if (depth < 2) {
                    return object(p, depth);
                }
                break;
            default:
                break;
        }
        p.skipChildren();
        return OTHER;
    }

    private static Map<String, Object> object(JsonParser p, int depth) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String name = p.nextFieldName(); name != null; name = p.nextFieldName()) {
            map.put(name, value(p, p.nextToken(), depth + 1));
        }
        return map;
    }

    Object raw(String name) {
        return values.get(name);
    }

    MalformedException bad(String name, String what) {
        return new MalformedException(path + name + ": " + what);
    }

    /** The string, or null when absent. */
    String text(String name) {
        Object v = values.get(name);
        if (v == null || v instanceof String) {
            return (String) v;
        }
        throw bad(name, "not a string");
    }

    String required(String name) {
        String s = text(name);
        if (s == null || s.isEmpty()) {
            throw bad(name, "absent or empty");
        }
        return s;
    }

    String requiredId(String name) {
        return Bounded.id(required(name));
    }

    /** Bounded, null when absent or empty. */
    String id(String name) {
        String s = text(name);
        return s == null || s.isEmpty() ? null : Bounded.id(s);
    }

    String label(String name) {
        String s = text(name);
        return s == null ? "" : Bounded.id(s);
    }

    String dimension(String name) {
        String s = text(name);
        return s == null ? "" : Bounded.dimension(s);
    }

    private String number(String name) {
        Object v = values.get(name);
        if (v == null) {
            return null;
        }
        if (v instanceof Num n) {
            return n.text();
        }
        throw bad(name, "not a number");
    }

    Double finite(String name) {
        String s = number(name);
        if (s == null) {
            return null;
        }
        double d = Double.parseDouble(s);
        if (!Double.isFinite(d)) {
            throw bad(name, "not finite");
        }
        return d;
    }

    Double share(String name) {
        Double d = finite(name);
        if (d != null && !(d >= 0 && d <= 1)) {
            throw bad(name, "not in 0..1");
        }
        return d;
    }

    Long money(String name) {
        String s = number(name);
        return s == null ? null : Money.nanos(path + name, s);
    }

    Integer count(String name) {
        Object v = values.get(name);
        if (v == null) {
            return null;
        }
        if (!(v instanceof Num n) || !n.integer()) {
            throw bad(name, "not an integer");
        }
        try {
            int i = Integer.parseInt(n.text());
            if (i >= 0) {
                return i;
            }
        } catch (NumberFormatException e) {
            throw bad(name, "out of range");
        }
        throw bad(name, "negative");
    }

    int requiredCount(String name) {
        Integer i = count(name);
        if (i == null) {
            throw bad(name, "absent");
        }
        return i;
    }

    /** The object's fields, or null when absent. */
    @SuppressWarnings("unchecked")
    Fields object(String name) {
        Object v = values.get(name);
        if (v == null) {
            return null;
        }
        if (v instanceof Map) {
            return new Fields(path + name + ".", (Map<String, Object>) v);
        }
        throw bad(name, "not an object");
    }

    Map<String, Double> shares(String name) {
        Fields o = object(name);
        if (o == null) {
            return null;
        }
        Map<String, Double> out = new LinkedHashMap<>();
        for (String key : o.values.keySet()) {
            // a key is a piece of the record: the reason names the field only
            Object v = o.values.get(key);
            if (v == null) {
                continue;
            }
            double d = v instanceof Num n ? Double.parseDouble(n.text()) : -1;
            if (!(d >= 0 && d <= 1)) {
                throw bad(name, "a value is no number in 0..1");
            }
            out.put(Bounded.dimension(key), d);
        }
        return out;
    }

    List<CandidatePolicy> candidates(String name) {
        Fields o = object(name);
        if (o == null) {
            return null;
        }
        List<CandidatePolicy> out = new ArrayList<>();
        for (String key : o.values.keySet()) {
            try {
                Map<String, Double> shares = o.shares(key);
                if (shares != null) {
                    out.add(new CandidatePolicy(Bounded.id(key), shares));
                }
            } catch (MalformedException e) {
                throw bad(name, "a policy is no object of numbers in 0..1");
            }
        }
        out.sort(Comparator.comparing(CandidatePolicy::policy));
        return out;
    }

    Map<String, String> labels(String name) {
        Fields o = object(name);
        if (o == null) {
            return null;
        }
        Map<String, String> out = new LinkedHashMap<>();
        o.values.forEach(
                (key, v) -> {
                    if (v instanceof String s) {
                        out.put(Bounded.id(key), Bounded.dimension(s));
                    } else if (v != null) {
                        throw bad(name, "a value is not a string");
                    }
                });
        return out;
    }

    long ts() {
        Object v = values.get("ts");
        if (v instanceof String s && !s.isEmpty()) {
            return Timestamps.parse(s);
        }
        if (v instanceof Num n && n.integer()) {
            try {
                return Timestamps.checked(Long.parseLong(n.text()));
            } catch (NumberFormatException e) {
                throw bad("ts", "not in the years 1970 to 9999");
            }
        }
        throw bad("ts", v == null ? "absent" : "not integral milliseconds or RFC 3339");
    }
}
