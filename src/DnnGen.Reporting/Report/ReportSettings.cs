using System.Numerics;

namespace DnnGen.Reporting;

/// <summary>What a report tells of; everything may be left out, and what is there is told.</summary>
/// <typeparam name="T">The number type of the network.</typeparam>
public sealed record ReportSettings<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The title; the name of the network when not given.</summary>
    public string? Title { get; init; }

    /// <summary>A sentence or two under the title.</summary>
    public string? Description { get; init; }

    /// <summary>The examples that the network learned from.</summary>
    public ExampleSet<T>? Training { get; init; }

    /// <summary>The examples that it is judged by; those of the training when not given.</summary>
    public ExampleSet<T>? Test { get; init; }

    /// <summary>The names of the classes, in the order of the outputs; for one sigmoid the names of 0 and of 1.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The names of the classes of each output of a network that has several, by its name: <c>new() { ["digit"] = ["zero", "one", …] }</c>.</summary>
    public Dictionary<string, IReadOnlyList<string>> OutputClasses { get; init; } = [];

    /// <summary>The names of the two features, for the decision regions.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>How an example is a picture, or its first input where there are several; <see langword="null"/> where it is none.</summary>
    public ImageLayout? Images { get; init; }

    /// <summary>The most pictures of right, and of wrong, decisions; 24 when not given.</summary>
    public int MostExamples { get; init; } = 24;

    /// <summary>What the training did.</summary>
    public TrainingHistory? History { get; init; }

    /// <summary>How it was trained.</summary>
    public TrainingOptions? Options { get; init; }

    /// <summary>What was seen on the way.</summary>
    public TrainingRecord? Record { get; init; }

    /// <summary>What a search for a learning rate has seen.</summary>
    public LearningRateCurve? LearningRateCurve { get; init; }

    /// <summary>Tells the date of the report; the clock of the machine when not given.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
