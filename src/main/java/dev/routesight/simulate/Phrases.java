package dev.routesight.simulate;

import java.util.Map;

/** Words for simulated turns and answers, in several phrasings and languages. */
final class Phrases {
    private static final Map<String, Phrases> BY_LANGUAGE =
            Map.of("en", english(), "de", german(), "fr", french(), "es", spanish());

    private final String[] tasks;
    private final String[] things;
    private final String[] questions;
    private final String[] corrections;
    private final String[] followUps;
    private final String answer;

    private Phrases(
            String[] tasks,
            String[] things,
            String[] questions,
            String[] corrections,
            String[] followUps,
            String answer) {
        this.tasks = tasks;
        this.things = things;
        this.questions = questions;
        this.corrections = corrections;
        this.followUps = followUps;
        this.answer = answer;
    }

    /** English where a language has no words here. */
    static Phrases in(String language) {
        return BY_LANGUAGE.getOrDefault(language, BY_LANGUAGE.get("en"));
    }

    String question(int topic, int form) {
        return fill(questions[form % questions.length], topic);
    }

    String correction(int topic, int form) {
        return fill(corrections[form % corrections.length], topic);
    }

    String followUp(int topic, int form) {
        return fill(followUps[form % followUps.length], topic);
    }

    String answer(int topic) {
        return fill(answer, topic);
    }

    private String fill(String template, int topic) {
        String task = tasks[topic % tasks.length];
        String thing = things[topic / tasks.length % things.length];
        return template.replace("{task}", task).replace("{thing}", thing);
    }

    private static Phrases english() {
        return new Phrases(
                new String[] {
                    "sort the invoices by date", "merge two customer lists",
                            "count the open tickets",
                    "cancel a monthly plan", "export the sales report",
                            "translate the welcome letter"
                },
                new String[] {
                    "a spreadsheet", "Python", "the admin console", "SQL", "the mobile app"
                },
                new String[] {
                    "How do I {task} in {thing}?",
                    "What is the best way to {task} using {thing}?",
                    "I need to {task} with {thing}, how is that done?",
                    "Show me how one can {task} in {thing}."
                },
                new String[] {
                    "No, that's not right, I wanted to {task}.",
                    "That is wrong. It does not {task} at all.",
                    "I meant {thing}, not what you described.",
                    "You misunderstood me, I asked how to {task}.",
                    "That doesn't work, you ignored that it is {thing}."
                },
                new String[] {
                    "Thanks. And which permissions does that need?",
                    "Great, what does it cost per month?",
                    "Can it also run every night?",
                    "Good. Now write a short summary for my team."
                },
                "To {task} in {thing}, open the overview, choose the entries and confirm.");
    }

    private static Phrases german() {
        return new Phrases(
                new String[] {
                    "die Rechnungen nach Datum sortieren", "zwei Kundenlisten zusammenführen",
                    "die offenen Tickets zählen", "ein Monatsabo kündigen"
                },
                new String[] {"Excel", "Python", "der Verwaltung", "SQL"},
                new String[] {
                    "Wie kann ich in {thing} {task}?",
                    "Was ist der beste Weg, mit {thing} {task} zu können?",
                    "Ich muss {task}, wie geht das in {thing}?"
                },
                new String[] {
                    "Nein, das stimmt nicht, ich wollte {task}.",
                    "Das ist falsch, so lässt sich nicht {task}.",
                    "Ich meinte {thing}, nicht das, was du beschreibst."
                },
                new String[] {
                    "Danke. Welche Rechte braucht das?",
                    "Gut, und was kostet das im Monat?",
                    "Kann das auch jede Nacht laufen?"
                },
                "Um in {thing} {task} zu können, öffne die Übersicht und bestätige die Auswahl.");
    }

    private static Phrases french() {
        return new Phrases(
                new String[] {
                    "trier les factures par date", "fusionner deux listes de clients",
                    "compter les tickets ouverts", "résilier un abonnement"
                },
                new String[] {"Excel", "Python", "la console", "SQL"},
                new String[] {
                    "Comment {task} dans {thing} ?",
                    "Quelle est la meilleure façon de {task} avec {thing} ?",
                    "Je dois {task} avec {thing}, comment faire ?"
                },
                new String[] {
                    "Non, ce n'est pas ça, je voulais {task}.",
                    "C'est faux, cela ne permet pas de {task}.",
                    "Je parlais de {thing}, pas de ce que tu décris."
                },
                new String[] {
                    "Merci. Quels droits faut-il ?",
                    "Bien, et combien cela coûte par mois ?",
                    "Peut-on aussi le lancer chaque nuit ?"
                },
                "Pour {task} dans {thing}, ouvrez la vue d'ensemble et confirmez le choix.");
    }

    private static Phrases spanish() {
        return new Phrases(
                new String[] {
                    "ordenar las facturas por fecha", "unir dos listas de clientes",
                    "contar los tickets abiertos", "cancelar un plan mensual"
                },
                new String[] {"Excel", "Python", "la consola", "SQL"},
                new String[] {
                    "¿Cómo puedo {task} en {thing}?",
                    "¿Cuál es la mejor manera de {task} con {thing}?",
                    "Necesito {task} con {thing}, ¿cómo se hace?"
                },
                new String[] {
                    "No, eso no es correcto, quería {task}.",
                    "Está mal, así no se puede {task}.",
                    "Me refería a {thing}, no a lo que describes."
                },
                new String[] {
                    "Gracias. ¿Qué permisos hacen falta?",
                    "Bien, ¿y cuánto cuesta al mes?",
                    "¿Puede ejecutarse también cada noche?"
                },
                "Para {task} en {thing}, abra el resumen y confirme la selección.");
    }
}
