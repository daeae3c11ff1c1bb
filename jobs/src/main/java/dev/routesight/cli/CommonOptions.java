package dev.routesight.cli;

import picocli.CommandLine.Command;

/** The help text that all commands share. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpWidth = 100,
        sortOptions = false,
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%nArguments:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:good",
            "1:the run failed",
            "2:bad usage or input; one line on stderr says what and where",
        },
        footerHeading = "%nExamples:%n")
final class CommonOptions {}
