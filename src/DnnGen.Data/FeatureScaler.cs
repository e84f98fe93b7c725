using System.Numerics;

namespace DnnGen.Data;

/// <summary>Prepares features for training, each by a shift and a scale of its own: x' = (x − shift) / scale.</summary>
public abstract class FeatureScaler
{
    private readonly double[] shifts;
    private readonly double[] scales;

    private protected FeatureScaler(double[] shifts, double[] scales)
    {
        this.shifts = shifts;
        this.scales = scales;
    }

    /// <summary>The number of features.</summary>
    public int Features => shifts.Length;

    /// <summary>Prepares data: (x − shift) / scale.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The data: (<see cref="Features"/> × m).</param>
    /// <returns>A new matrix of the same shape.</returns>
    /// <exception cref="ShapeMismatchException">The matrix has another number of features.</exception>
    [return: Shape("Features", "m")]
    public Matrix<T> Transform<T>([Shape("Features", "m")] Matrix<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var result = Matrix<T>.Zeros(x.Rows, x.Columns);
        Transform(x, result);
        return result;
    }

    /// <summary>Prepares data in memory that is there: (x − shift) / scale; allocates nothing.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">The data: (<see cref="Features"/> × m).</param>
    /// <param name="destination">Receives the result: a matrix of the same shape, which may be x itself.</param>
    /// <exception cref="ShapeMismatchException">A matrix has another shape.</exception>
    public void Transform<T>([Shape("Features", "m")] Matrix<T> x, [Shape("Features", "m")] Matrix<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        FeatureStatistics.Apply(this, "Transform", x, destination, shifts, scales, inverse: false);

    /// <summary>Undoes <see cref="Transform{T}(Matrix{T})"/>: x·scale + shift.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="x">Prepared data: (<see cref="Features"/> × m).</param>
    /// <returns>A new matrix of the same shape.</returns>
    /// <exception cref="ShapeMismatchException">The matrix has another number of features.</exception>
    [return: Shape("Features", "m")]
    public Matrix<T> Inverse<T>([Shape("Features", "m")] Matrix<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var result = Matrix<T>.Zeros(x.Rows, x.Columns);
        FeatureStatistics.Apply(this, "Inverse", x, result, shifts, scales, inverse: true);
        return result;
    }
}
