// Weights and biases copied between networks and layers that fit.
using DnnGen;

[Network(4, 4, 4)]
public partial class Square;

static class Program
{
    static void Main()
    {
        Square a = Square.Create(1), b = Square.Create(2);
        foreach (var (from, to) in new[] { (a, b), (b, a) })
        {
            to.Parameters.W2.CopyFrom(from.Parameters.W1.Transpose());
            to.Parameters.b1.CopyFrom(from.Parameters.b2);
        }

        ref readonly var other = ref (Environment.ProcessorCount > 0 ? ref a : ref b);
        other.Parameters.W1.CopyFrom(a.Parameters.W1 + b.Parameters.W2);
        var row = a.Parameters.W1.Row(0);
        a.Parameters.b1.CopyFrom(row.Transpose());
        a.Parameters.W1.SliceRows(0, 1).CopyFrom(row);
    }
}
