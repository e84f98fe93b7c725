using System.Numerics;

using Microsoft.ML.OnnxRuntime;

namespace DnnGen.Benchmarks.Peers;

/// <summary>ONNX Runtime, where it loads.</summary>
internal static class Onnx
{
    public const string Name = "ONNX Runtime";

    /// <summary>Why there is no ONNX Runtime here; null where there is.</summary>
    public static string? Missing { get; } = PeerBuild.Load(typeof(InferenceSession).Assembly, "onnxruntime");
}

/// <summary>A network of ours in ONNX Runtime: one thread, all optimizations, input and output allocated beforehand.</summary>
internal sealed class OnnxNetwork<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly string[] Inputs = [OnnxModel.Input], Outputs = [OnnxModel.Output];

    private readonly InferenceSession session;
    private readonly RunOptions run = new();
    private readonly OrtValue[] input, output;

    public OnnxNetwork(ParameterSet<T> parameters, T[] example)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        session = new(OnnxModel.Write(parameters), options);
        Result = new T[parameters.Layout[^1].Rows];
        input = [OrtValue.CreateTensorValueFromMemory(example, [1, example.Length])];
        output = [OrtValue.CreateTensorValueFromMemory(Result, [1, Result.Length])];
    }

    /// <summary>The output of the last run.</summary>
    public T[] Result { get; }

    public void Dispose()
    {
        input[0].Dispose();
        output[0].Dispose();
        run.Dispose();
        session.Dispose();
    }

    public void Repeat(int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            session.Run(run, Inputs, input, Outputs, output);
        }
    }
}
