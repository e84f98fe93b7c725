using System.Numerics;

using DnnGen.Kernels;

namespace DnnGen.Tests.Kernels;

/// <summary>The normalization of groups against the formula as it is written, at and beside the widths of the registers.</summary>
public sealed class GroupNormTests
{
    private const double Epsilon = 1e-3;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(33)]
    public void Forward_and_backward_are_the_formula(int examples)
    {
        Agrees<OneUnit>(examples);
        Agrees<ThreeUnits>(examples);
        Agrees<SevenUnits>(examples);
        Agrees<EightUnits>(examples);
        Agrees<NineUnits>(examples);
        Agrees<ManyUnits>(examples);
        Agrees<GroupsOfUnits>(examples);
        Agrees<GroupsOfFullRegisters>(examples);
        Agrees<SmallImage>(examples);
        Agrees<FullImage>(examples);
        Agrees<OddImage>(examples);
    }

    [Fact]
    public void What_the_gradients_held_before_does_not_count()
    {
        var (scale, shift, input, gradient) = Numbers<float, SevenUnits>(examples: 3, steps: 1);
        Matrix<float> dScale = Filled<float>(7, float.NaN), dShift = Filled<float>(7, float.NaN);
        GroupNormKernel<SevenUnits>.Backward(scale, Epsilon, input, gradient, dScale, dShift);
        Assert.DoesNotContain(dScale.ToArray().Cast<float>(), float.IsNaN);
        Assert.DoesNotContain(dShift.ToArray().Cast<float>(), float.IsNaN);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_number_that_is_none_spoils_its_own_example_alone(float bad)
    {
        var (scale, shift, input, _) = Numbers<float, NineUnits>(examples: 3, steps: 1);
        input[8, 1] = bad;
        var a = Matrix<float>.Zeros(9, 3);
        GroupNormKernel<NineUnits>.Forward(scale, shift, Epsilon, input, a);
        for (int unit = 0; unit < 9; unit++)
        {
            Assert.True(float.IsFinite(a[unit, 0]));
            Assert.True(float.IsNaN(a[unit, 1]));
            Assert.True(float.IsFinite(a[unit, 2]));
        }
    }

    private static void Agrees<TShape>(int examples)
        where TShape : struct, INormShape
    {
        Agrees<double, TShape>(examples, 1e-10);
        Agrees<float, TShape>(examples, 2e-4);
    }

    private static void Agrees<T, TShape>(int examples, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TShape : struct, INormShape
    {
        foreach (int steps in TShape.Pixels == 1 ? new[] { 1, 3 } : [1])
        {
            Agrees<T, TShape>(examples, steps, isCentred: true, tolerance);
            Agrees<T, TShape>(examples, steps, isCentred: false, tolerance);
        }
    }

    private static void Agrees<T, TShape>(int examples, int steps, bool isCentred, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TShape : struct, INormShape
    {
        var (scale, shift, input, dA) = Numbers<T, TShape>(examples, steps);
        var expected = Formula<T, TShape>(scale, shift, input, dA, isCentred);

        var a = Matrix<T>.Zeros(input.Rows, examples);
        Matrix<T> dScale = Filled<T>(TShape.Channels, 7), dShift = Filled<T>(TShape.Channels, 7);
        var (updatedScale, updatedShift) = (scale + Matrix<T>.Zeros(TShape.Channels, 1), shift + Matrix<T>.Zeros(TShape.Channels, 1));
        Matrix<T> dInput = Copy(dA), dInputOfUpdate = Copy(dA), dInputOfFrozen = Copy(dA);
        T rate = T.CreateTruncating(0.5);
        if (isCentred)
        {
            GroupNormKernel<TShape>.Forward(scale, shift, Epsilon, input, a);
            GroupNormKernel<TShape>.Backward(scale, Epsilon, input, dInput, dScale, dShift);
            GroupNormKernel<TShape>.BackwardAndUpdate(Epsilon, input, dInputOfUpdate, rate, updatedScale, updatedShift);
            Check.Close<T>(expected.DShift, dShift.ColumnSpan(0), tolerance);
        }
        else
        {
            GroupNormKernel<TShape>.Forward(scale, Epsilon, input, a);
            GroupNormKernel<TShape>.Backward(scale, Epsilon, input, dInput, dScale);
            GroupNormKernel<TShape>.BackwardAndUpdate(Epsilon, input, dInputOfUpdate, rate, updatedScale);
        }

        GroupNormKernel<TShape>.InputGradient(scale, isCentred, Epsilon, input, dInputOfFrozen);
        Check.Close<T>(expected.A, a.Numbers, tolerance);
        Check.Close<T>(expected.DScale, dScale.ColumnSpan(0), tolerance);
        Check.Close<T>(expected.DInput, dInput.Numbers, tolerance);
        Assert.Equal<T[]>([.. dInput.Numbers], [.. dInputOfUpdate.Numbers]);
        Assert.Equal<T[]>([.. dInput.Numbers], [.. dInputOfFrozen.Numbers]);
        for (int c = 0; c < TShape.Channels; c++)
        {
            Assert.Equal(double.CreateTruncating(scale[c, 0]) - (0.5 * expected.DScale[c]), double.CreateTruncating(updatedScale[c, 0]), tolerance);
            Assert.Equal(double.CreateTruncating(shift[c, 0]) - (isCentred ? 0.5 * expected.DShift[c] : 0), double.CreateTruncating(updatedShift[c, 0]), tolerance);
        }

        // One example alone has the same bits as in a batch.
        var one = new T[input.Rows];
        T[] parameters = [.. scale.ColumnSpan(0), .. isCentred ? shift.ColumnSpan(0) : []];
        GroupNormKernel<TShape>.Predict<T>(parameters, Epsilon, input.ColumnSpan(examples - 1), one);
        Assert.Equal<T[]>([.. a.ColumnSpan(examples - 1)], one);
    }

    /// <summary>The formula, number by number.</summary>
    private static (double[] A, double[] DInput, double[] DScale, double[] DShift) Formula<T, TShape>(
        Matrix<T> scale, Matrix<T> shift, Matrix<T> input, Matrix<T> gradient, bool isCentred)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TShape : struct, INormShape
    {
        int size = TShape.Channels * TShape.Pixels, groupSize = size / TShape.Groups, examples = input.Columns;
        double[] a = new double[input.Rows * examples], dInput = new double[a.Length], dScale = new double[TShape.Channels], dShift = new double[TShape.Channels];
        double[] x = [.. input.Numbers.ToArray().Select(double.CreateTruncating)], dA = [.. gradient.Numbers.ToArray().Select(double.CreateTruncating)];
        int Channel(int place) => place % size / TShape.Pixels;
        double Gamma(int place) => double.CreateTruncating(scale[Channel(place), 0]);
        for (int first = 0; first < x.Length; first += groupSize)
        {
            var places = Enumerable.Range(first, groupSize).ToArray();
            double mean = isCentred ? places.Average(i => x[i]) : 0;
            double deviation = Math.Sqrt(places.Average(i => (x[i] - mean) * (x[i] - mean)) + Epsilon);
            double Normalized(int i) => (x[i] - mean) / deviation;
            double meanOfGradient = isCentred ? places.Average(i => Gamma(i) * dA[i]) : 0, meanOfProducts = places.Average(i => Gamma(i) * dA[i] * Normalized(i));
            foreach (int i in places)
            {
                a[i] = (Gamma(i) * Normalized(i)) + (isCentred ? double.CreateTruncating(shift[Channel(i), 0]) : 0);
                dInput[i] = ((Gamma(i) * dA[i]) - meanOfGradient - (Normalized(i) * meanOfProducts)) / deviation;
                dScale[Channel(i)] += dA[i] * Normalized(i) / examples;
                dShift[Channel(i)] += dA[i] / examples;
            }
        }

        return (a, dInput, dScale, dShift);
    }

    private static (Matrix<T> Scale, Matrix<T> Shift, Matrix<T> Input, Matrix<T> Gradient) Numbers<T, TShape>(int examples, int steps)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TShape : struct, INormShape
    {
        var random = new SeededRandom((ulong)(examples + (100 * TShape.Channels)));
        int rows = TShape.Channels * TShape.Pixels * steps;
        Matrix<T> Some(int count, int columns, double mean) =>
            Matrix<T>.FromExamples([.. Enumerable.Range(0, count * columns).Select(_ => T.CreateTruncating(mean + random.NextNormal()))], count, columns);
        return (Some(TShape.Channels, 1, 1), Some(TShape.Channels, 1, 0), Some(rows, examples, 2), Some(rows, examples, 0));
    }

    private static Matrix<T> Filled<T>(int rows, double value)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Matrix<T>.FromExamples([.. Enumerable.Repeat(T.CreateTruncating(value), rows)], rows, 1);

    private static Matrix<T> Copy<T>(Matrix<T> matrix)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Matrix<T>.FromExamples([.. matrix.Numbers], matrix.Rows, matrix.Columns);

    private readonly struct OneUnit : INormShape
    {
        public static int Channels => 1;

        public static int Pixels => 1;

        public static int Groups => 1;
    }

    private readonly struct ThreeUnits : INormShape
    {
        public static int Channels => 3;

        public static int Pixels => 1;

        public static int Groups => 1;
    }

    private readonly struct SevenUnits : INormShape
    {
        public static int Channels => 7;

        public static int Pixels => 1;

        public static int Groups => 1;
    }

    private readonly struct EightUnits : INormShape
    {
        public static int Channels => 8;

        public static int Pixels => 1;

        public static int Groups => 1;
    }

    private readonly struct NineUnits : INormShape
    {
        public static int Channels => 9;

        public static int Pixels => 1;

        public static int Groups => 1;
    }

    private readonly struct ManyUnits : INormShape
    {
        public static int Channels => 131;

        public static int Pixels => 1;

        public static int Groups => 1;
    }

    private readonly struct GroupsOfUnits : INormShape
    {
        public static int Channels => 15;

        public static int Pixels => 1;

        public static int Groups => 3;
    }

    private readonly struct GroupsOfFullRegisters : INormShape
    {
        public static int Channels => 32;

        public static int Pixels => 1;

        public static int Groups => 2;
    }

    private readonly struct SmallImage : INormShape
    {
        public static int Channels => 4;

        public static int Pixels => 3;

        public static int Groups => 2;
    }

    private readonly struct FullImage : INormShape
    {
        public static int Channels => 6;

        public static int Pixels => 16;

        public static int Groups => 3;
    }

    private readonly struct OddImage : INormShape
    {
        public static int Channels => 3;

        public static int Pixels => 17;

        public static int Groups => 1;
    }
}
