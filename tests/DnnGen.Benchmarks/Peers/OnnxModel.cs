using System.Numerics;
using System.Runtime.InteropServices;

namespace DnnGen.Benchmarks.Peers;

/// <summary>Writes a network of dense layers as an ONNX model: Gemm and an activation for each layer.</summary>
/// <remarks>The numbers of the fields are those of onnx.proto.</remarks>
internal static class OnnxModel
{
    public const string Input = "x", Output = "y";

    private const int IntermediateVersion = 8, OperatorSet = 13;

    public static byte[] Write<T>(ParameterSet<T> parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var graph = new ProtobufWriter();
        var weights = parameters.Layout.Where(parameter => parameter.Kind == ParameterKind.Weights).ToList();
        string value = Input;
        for (int layer = 0; layer < weights.Count; layer++)
        {
            var w = weights[layer];
            var b = parameters.Layout.Single(parameter => parameter.Offset == w.Offset + (w.Rows * w.Columns));
            bool isLast = layer == weights.Count - 1;
            string? operation = OperationOf(w.Activation);

            // Each example is a row here: y = x·Wᵀ + bᵀ.
            string sum = isLast && operation is null ? Output : $"z{layer + 1}";
            graph.Message(1, Node("Gemm", [value, w.Name, b.Name], sum, Attribute("transB", 1)));
            value = sum;
            if (operation is not null)
            {
                value = isLast ? Output : $"a{layer + 1}";
                graph.Message(1, Node(operation, [sum], value));
            }
        }

        graph.Text(2, "network");
        foreach (var parameter in parameters.Layout)
        {
            long[] shape = parameter.Kind == ParameterKind.Weights ? [parameter.Rows, parameter.Columns] : [parameter.Rows];
            graph.Message(5, Initializer<T>(parameter.Name, shape, parameters.AsSpan().Slice(parameter.Offset, parameter.Rows * parameter.Columns)));
        }

        graph.Message(11, Value<T>(Input, weights[0].Columns));
        graph.Message(12, Value<T>(Output, weights[^1].Rows));

        return new ProtobufWriter()
            .Number(1, IntermediateVersion)
            .Message(7, graph)
            .Message(8, new ProtobufWriter().Text(1, "").Number(2, OperatorSet))
            .ToArray();
    }

    private static string? OperationOf(Activation activation) => activation switch
    {
        Activation.Identity => null,
        Activation.ReLU => "Relu",
        Activation.Tanh => "Tanh",
        Activation.Sigmoid => "Sigmoid",
        Activation.Softmax => "Softmax",
        _ => throw new NotSupportedException($"No benchmark has a network with {activation}."),
    };

    private static ProtobufWriter Node(string operation, string[] inputs, string output, ProtobufWriter? attribute = null)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        node.Text(2, output).Text(3, output).Text(4, operation);
        return attribute is null ? node : node.Message(5, attribute);
    }

    private static ProtobufWriter Attribute(string name, long value)
    {
        const int integer = 2;
        return new ProtobufWriter().Text(1, name).Number(3, value).Number(20, integer);
    }

    private static ProtobufWriter Initializer<T>(string name, long[] shape, ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        var tensor = new ProtobufWriter();
        foreach (long size in shape)
        {
            tensor.Number(1, size);
        }

        return tensor.Number(2, TypeOf<T>()).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(numbers));
    }

    private static ProtobufWriter Value<T>(string name, int features)
    {
        var shape = new ProtobufWriter()
            .Message(1, new ProtobufWriter().Number(1, 1))
            .Message(1, new ProtobufWriter().Number(1, features));
        var type = new ProtobufWriter().Message(1, new ProtobufWriter().Number(1, TypeOf<T>()).Message(2, shape));
        return new ProtobufWriter().Text(1, name).Message(2, type);
    }

    private static int TypeOf<T>() => typeof(T) == typeof(double) ? 11 : 1;
}
