package dev.routesight.cli;

import dev.routesight.config.ConfigurationException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line on stderr what went wrong, and chooses the exit code. */
final class Mistakes implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final boolean debug;

    /**
     * @param debug show stack traces without being asked
     */
    Mistakes(boolean debug) {
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        say(command, name + ": " + line(e) + " (see ./" + name + " --help)");
        trace(command, e);
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        String name = command.getCommandSpec().qualifiedName();
        boolean mistake = e instanceof UsageException || e instanceof ConfigurationException;
        if (mistake) {
            say(command, name + ": " + e.getMessage());
        } else {
            say(command, name + " failed: " + cause(e) + " (--stacktrace shows where)");
        }
        trace(command, e);
        return mistake ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    private void trace(CommandLine command, Exception e) {
        RootCommand root = (RootCommand) command.getCommandSpec().root().userObject();
        if (debug || root.stacktrace) {
            PrintWriter err = command.getErr();
            e.printStackTrace(err);
            err.flush();
        }
    }

    private static void say(CommandLine command, String line) {
        command.getErr().println(line.strip().replaceAll("\\s*\\R\\s*", " "));
        command.getErr().flush();
    }

    /** What was wrong with the arguments, and what was probably meant. */
    static String line(ParameterException e) {
        return message(e) + hint(e);
    }

    private static String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String what = e.getCommandLine().getParent() == null ? "command" : "argument";
            return "unknown " + what + " '" + unmatched.getUnmatched().get(0) + "'";
        }
        String message = e.getMessage();
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    private static String hint(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return "; did you mean " + unmatched.getSuggestions().get(0) + "?";
        }
        return "";
    }

    /** The innermost message: what wraps it says only that something failed. */
    private static String cause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
