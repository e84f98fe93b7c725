using System.Numerics;

namespace DnnGen.Tests;

/// <summary>The parameters of a stack of dense layers, as a generated network would lay them out.</summary>
internal sealed class TestParameters<T>(IReadOnlyList<ParameterInfo> layout) : ParameterSet<T>(layout)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static TestParameters<T> Dense(Activation activation, params int[] sizes)
    {
        var layout = new List<ParameterInfo>();
        int offset = 0;
        for (int l = 1; l < sizes.Length; l++)
        {
            layout.Add(new ParameterInfo($"W{l}", ParameterKind.Weights, sizes[l], sizes[l - 1], offset, activation));
            offset += sizes[l] * sizes[l - 1];
            layout.Add(new ParameterInfo($"b{l}", ParameterKind.Bias, sizes[l], 1, offset, activation));
            offset += sizes[l];
        }

        return new TestParameters<T>(layout);
    }

    public Matrix<T> this[string name] => View(Layout.Single(parameter => parameter.Name == name));
}
