namespace DnnGen.Benchmarks.Rows;

/// <summary>One row of the table, or a few that are measured together.</summary>
/// <param name="Title">Group, name, number type and threads, for <c>--filter</c>.</param>
/// <param name="IsQuick">Whether the quick mode has it too.</param>
/// <param name="Measure">Measures it and hands the session what came out.</param>
internal sealed record Row(string Title, bool IsQuick, Action<Session> Measure);

/// <summary>What a comparison is about.</summary>
internal sealed record Subject(string Group, string Name, string Precision, int Threads)
{
    public string Title => FormattableString.Invariant($"{Group}: {Name}, {Precision}, {Threads} {(Threads == 1 ? "thread" : "threads")}");

    public static string PrecisionOf<T>() => typeof(T) == typeof(double) ? "double" : "float";
}
