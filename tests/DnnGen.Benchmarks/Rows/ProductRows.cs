using System.Numerics;

using DnnGen.Benchmarks.Harness;
using DnnGen.Benchmarks.Peers;

using TorchSharp;

namespace DnnGen.Benchmarks.Rows;

/// <summary>Matrix products C = A·B, (m × n) = (m × k)·(k × n), into memory that is there already.</summary>
internal static class ProductRows
{
    private const string Group = "Matrix product";

    /// <summary>Which of the matrices lie in memory row after row: A, B and C, as they do where a network needs the product.</summary>
    private enum Layout
    {
        /// <summary>All three.</summary>
        Plain,

        /// <summary>A layer forward, Z = W·X: rows of W, columns of X and Z.</summary>
        Forward,

        /// <summary>The gradient of weights, dW = dZ·Xᵀ: columns of dZ, rows of Xᵀ and dW.</summary>
        Gradient,
    }

    public static IEnumerable<Row> All(IReadOnlyList<int> threads) => threads.SelectMany(count => Of<float>(count).Concat(Of<double>(count)));

    private static IEnumerable<Row> Of<T>(int threads)
        where T : unmanaged, IFloatingPointIeee754<T> =>
    [
        Of<T>(1024, 1024, 1024, Layout.Plain, threads, 0.95, peakGoal: 0.75),
        Of<T>(512, 64, 784, Layout.Forward, threads, 0.9),
        Of<T>(256, 64, 512, Layout.Forward, threads, 0.9),
        Of<T>(64, 64, 64, Layout.Plain, threads, 1.2),
        Of<T>(20, 209, 12288, Layout.Forward, threads, 1.3),
        Of<T>(20, 12288, 209, Layout.Gradient, threads, 1.3),
        Of<T>(7, 209, 20, Layout.Forward, threads, 3),
    ];

    private static Row Of<T>(int m, int n, int k, Layout layout, int threads, double goal, double? peakGoal = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool isFloat = typeof(T) == typeof(float);
        var subject = new Subject(Group, $"{m} × {n} × {k}", Subject.PrecisionOf<T>(), threads);
        return new(subject.Title, isFloat, session => Measure<T>(session, subject, m, n, k, layout, isFloat ? goal : null, isFloat ? peakGoal : null));
    }

    private static void Measure<T>(Session session, Subject subject, int m, int n, int k, Layout layout, double? goal, double? peakGoal)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Threads.Set(subject.Threads);
        T[] numbersOfA = Data.Uniform<T>(m * k, 1), numbersOfB = Data.Uniform<T>(k * n, 2), numbersOfC = new T[m * n];
        var a = View(numbersOfA, m, k, layout != Layout.Gradient);
        var b = View(numbersOfB, k, n, layout != Layout.Forward);
        var c = View(numbersOfC, m, n, layout != Layout.Forward);
        var product = new Product<T>(a, b, c);
        product.Repeat(1);

        var candidates = new List<Candidate>
        {
            Candidate.Live(
                Torch.Name,
                goal,
                Torch.Missing,
                () =>
                {
                    var scope = torch.NewDisposeScope();
                    var repeat = TorchProduct(numbersOfA, numbersOfB, m, n, k, layout, out var result);
                    repeat(1);
                    return new(repeat, Data.Difference<T>(numbersOfC, result.data<T>().ToArray()), scope);
                },
                Data.Tolerance<T>()),
        };
        double flop = 2.0 * m * n * k;
        if (peakGoal is not null)
        {
            candidates.Add(Candidate.Fixed("FMA peak", peakGoal, flop / session.Limits.PeakOf(subject.Precision, subject.Threads), "as measured, in registers alone"));
        }

        double bytes = ((double)numbersOfA.Length + numbersOfB.Length + numbersOfC.Length) * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        double difference = DifferenceFromSums(a, b, c);
        session.Compare(
            subject,
            product.Repeat,
            candidates,
            new(flop, bytes, bytes),
            difference <= Data.Tolerance<T>() ? null : FormattableString.Invariant($"our product differs from plain sums by {difference:G2} of the largest number"));
    }

    private static Matrix<T> View<T>(T[] numbers, int rows, int columns, bool isRowAfterRow)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        isRowAfterRow ? Matrix<T>.FromExamples(numbers, columns, rows).Transpose() : Matrix<T>.FromExamples(numbers, rows, columns);

    /// <summary>
    /// The same memory as tensors, whose rows are always contiguous: Cᵀ = Bᵀ·Aᵀ where our C is column after column.
    /// <c>addmm_</c> with β = 0 is <c>mm</c> into a tensor that is there; <c>mm</c> itself would pay for new memory.
    /// </summary>
    private static Action<int> TorchProduct<T>(T[] numbersOfA, T[] numbersOfB, int m, int n, int k, Layout layout, out torch.Tensor result)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var a = layout == Layout.Gradient ? Torch.Tensor(numbersOfA, k, m).t() : Torch.Tensor(numbersOfA, m, k);
        var b = layout == Layout.Forward ? Torch.Tensor(numbersOfB, n, k).t() : Torch.Tensor(numbersOfB, k, n);
        var (left, right) = layout == Layout.Forward ? (b.t(), a.t()) : (a, b);
        var target = torch.zeros(left.shape[0], right.shape[1], dtype: Torch.TypeOf<T>());
        result = target;
        return calls =>
        {
            for (int i = 0; i < calls; i++)
            {
                // It gives the target itself, which lives on.
                target.addmm_(left, right, beta: 0, alpha: 1);
            }
        };
    }

    /// <summary>How far some elements are from sums in double precision.</summary>
    private static double DifferenceFromSums<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double difference = 0;
        for (int i = 0; i < 64; i++)
        {
            int row = i * 7919 % c.Rows, column = i * 104729 % c.Columns;
            double sum = 0;
            for (int p = 0; p < a.Columns; p++)
            {
                sum += double.CreateTruncating(a[row, p]) * double.CreateTruncating(b[p, column]);
            }

            difference = Math.Max(difference, Math.Abs(double.CreateTruncating(c[row, column]) - sum) / sum);
        }

        return difference;
    }
}
