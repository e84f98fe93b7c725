namespace DnnGen.Benchmarks.Peers;

/// <summary>
/// Figures of peers that cannot run here, measured once on another machine. They are read against the FMA peak of both
/// machines, which is fair to neither where memory or latency decides; a row says where it uses one.
/// </summary>
internal static class ReferenceMachine
{
    public const string RTNeural = "RTNeural", NumPy = "NumPy";

    /// <summary>Multiply-adds of one core there, single precision.</summary>
    public const double FlopPerSecond = 103e9;

    /// <summary>One step of 12288-20-7-5-1 on 209 examples, in double precision, as the method's own program computes it.</summary>
    public const double NumPyStep = 33e-3;

    /// <summary>Seconds that something took there, as they would be on a machine of another peak.</summary>
    public static double Scaled(double seconds, double flopPerSecondHere) => seconds * FlopPerSecond / flopPerSecondHere;
}
