using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

using DnnGen.Activations;

namespace DnnGen.Kernels;

/// <summary>
/// The few vector operations that the products need, for one register width, so that each loop is written once and the
/// JIT makes a version of it for every width and number type.
/// </summary>
/// <typeparam name="TVector">The register: <c>Vector512</c>, <c>Vector256</c>, <c>Vector128</c>, or one plain number.</typeparam>
/// <typeparam name="T">The number type.</typeparam>
internal interface ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How many numbers a register holds.</summary>
    static abstract int Width { get; }

    /// <summary>A register of zeros.</summary>
    static abstract TVector Zero { get; }

    /// <summary>Reads a register from memory, at <paramref name="index"/> elements after <paramref name="source"/>.</summary>
    static abstract TVector Load(ref T source, nint index);

    /// <summary>Writes a register to memory, at <paramref name="index"/> elements after <paramref name="destination"/>.</summary>
    static abstract void Store(TVector vector, ref T destination, nint index);

    /// <summary>A register that holds one number in every place.</summary>
    static abstract TVector Broadcast(T value);

    /// <summary>x + y in every place.</summary>
    static abstract TVector Add(TVector x, TVector y);

    /// <summary>x − y in every place.</summary>
    static abstract TVector Subtract(TVector x, TVector y);

    /// <summary>x·y in every place.</summary>
    static abstract TVector Multiply(TVector x, TVector y);

    /// <summary>x·y + z in every place; rounded once where the machine has a fused instruction for it.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector z);

    /// <summary>Whether 32 registers of this width may be counted on, and not 16: blocks then keep more sums in them.</summary>
    static abstract bool HasManyRegisters { get; }

    /// <summary>A mask that keeps every place.</summary>
    static abstract TVector AllPlaces { get; }

    /// <summary>A mask that keeps the last <paramref name="count"/> places; at least one.</summary>
    static abstract TVector LastPlaces(int count);

    /// <summary>A mask that keeps the first <paramref name="count"/> places.</summary>
    static abstract TVector FirstPlaces(int count);

    /// <summary>The places of <paramref name="x"/> that a mask keeps, and those of <paramref name="y"/> that it does not.</summary>
    static abstract TVector Select(TVector mask, TVector x, TVector y);

    /// <summary>The places of a register that a mask keeps; zero in the others.</summary>
    static abstract TVector Keep(TVector mask, TVector vector);

    /// <summary>
    /// The first round of summing up the places of many registers: four become one, in which the sums of the four are spread
    /// over as many places as <see cref="SumsOfRows"/> puts together. Not for registers of less than four numbers.
    /// </summary>
    static abstract TVector SpreadSums(TVector s0, TVector s1, TVector s2, TVector s3);

    /// <summary>
    /// The second round: as many sums as a register holds numbers, from the results of <see cref="SpreadSums"/>, one for
    /// every four of them; those beyond are not read.
    /// </summary>
    static abstract TVector SumsOfRows(TVector first, TVector second, TVector third, TVector fourth);

    /// <summary>g(z) in every place.</summary>
    static abstract TVector Activate<TActivation>(TVector z)
        where TActivation : struct, IActivation;

    /// <summary>
    /// c := c + scale·(the sum over the places of a register) for four registers and the four numbers from
    /// <paramref name="c"/> on. Each is summed in the same order, whichever of the four it is.
    /// </summary>
    static abstract void AddSums(TVector s0, TVector s1, TVector s2, TVector s3, T scale, ref T c);
}

internal readonly struct Simd512<T> : ISimd<Vector512<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Width => Vector512<T>.Count;

    public static Vector512<T> Zero => Vector512<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(ref T source, nint index) => Vector512.LoadUnsafe(ref source, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> vector, ref T destination, nint index) => vector.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Broadcast(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> x, Vector512<T> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Subtract(Vector512<T> x, Vector512<T> y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Multiply(Vector512<T> x, Vector512<T> y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> x, Vector512<T> y, Vector512<T> z) =>
        typeof(T) == typeof(float) ? Vector512.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : typeof(T) == typeof(double) ? Vector512.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>()
        : (x * y) + z;

    public static bool HasManyRegisters => Vector512.IsHardwareAccelerated;

    public static Vector512<T> AllPlaces => Vector512<T>.AllBitsSet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LastPlaces(int count) =>
        Vector512.GreaterThanOrEqual(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(Width - count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> FirstPlaces(int count) =>
        Vector512.LessThan(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Select(Vector512<T> mask, Vector512<T> x, Vector512<T> y) => Vector512.ConditionalSelect(mask, x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Keep(Vector512<T> mask, Vector512<T> vector) => mask & vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> SpreadSums(Vector512<T> s0, Vector512<T> s1, Vector512<T> s2, Vector512<T> s3)
    {
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
        {
            // Two rounds of interleaving put the sums of the four registers side by side in each quarter.
            var (p, q, r, s) = (s0.AsSingle(), s1.AsSingle(), s2.AsSingle(), s3.AsSingle());
            var pq = (Avx512F.UnpackLow(p, q) + Avx512F.UnpackHigh(p, q)).AsDouble();
            var rs = (Avx512F.UnpackLow(r, s) + Avx512F.UnpackHigh(r, s)).AsDouble();
            return (Avx512F.UnpackLow(pq, rs).AsSingle() + Avx512F.UnpackHigh(pq, rs).AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double) && Avx512F.IsSupported)
        {
            // Two sums side by side in each quarter of two registers, and those of both in the halves of one.
            var (p, q, r, s) = (s0.AsDouble(), s1.AsDouble(), s2.AsDouble(), s3.AsDouble());
            var pq = Avx512F.UnpackLow(p, q) + Avx512F.UnpackHigh(p, q);
            var rs = Avx512F.UnpackLow(r, s) + Avx512F.UnpackHigh(r, s);
            return (Avx512F.Shuffle4x128(pq, rs, 0b01_00_01_00) + Avx512F.Shuffle4x128(pq, rs, 0b11_10_11_10)).As<double, T>();
        }

        var (a, b) = (Simd256<T>.SpreadSums(s0.GetLower(), s1.GetLower(), s2.GetLower(), s3.GetLower()), Simd256<T>.SpreadSums(s0.GetUpper(), s1.GetUpper(), s2.GetUpper(), s3.GetUpper()));
        return Vector512.Create(a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> SumsOfRows(Vector512<T> first, Vector512<T> second, Vector512<T> third, Vector512<T> fourth)
    {
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
        {
            var (p, q, r, s) = (first.AsSingle(), second.AsSingle(), third.AsSingle(), fourth.AsSingle());
            var pq = Avx512F.Shuffle4x128(p, q, 0b01_00_01_00) + Avx512F.Shuffle4x128(p, q, 0b11_10_11_10);
            var rs = Avx512F.Shuffle4x128(r, s, 0b01_00_01_00) + Avx512F.Shuffle4x128(r, s, 0b11_10_11_10);
            return (Avx512F.Shuffle4x128(pq, rs, 0b10_00_10_00) + Avx512F.Shuffle4x128(pq, rs, 0b11_01_11_01)).As<float, T>();
        }

        if (typeof(T) == typeof(double) && Avx512F.IsSupported)
        {
            var (p, q) = (first.AsDouble(), second.AsDouble());
            return (Avx512F.Shuffle4x128(p, q, 0b10_00_10_00) + Avx512F.Shuffle4x128(p, q, 0b11_01_11_01)).As<double, T>();
        }

        // Each half has its own sums, of 256 bits.
        var (a, b) = (first.GetLower() + first.GetUpper(), second.GetLower() + second.GetUpper());
        var (c, d) = (third.GetLower() + third.GetUpper(), fourth.GetLower() + fourth.GetUpper());
        return typeof(T) == typeof(float)
            ? Vector512.Create(Simd256<T>.SumsOfRows(a, b, a, b), Simd256<T>.SumsOfRows(c, d, c, d))
            : Vector512.Create(a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Activate<TActivation>(Vector512<T> z)
        where TActivation : struct, IActivation =>
        typeof(T) == typeof(float) && typeof(TActivation) == typeof(Sigmoid) ? WideFunctions.Sigmoid(z.AsSingle()).As<float, T>()
        : typeof(T) == typeof(float) && typeof(TActivation) == typeof(Tanh) ? WideFunctions.Tanh(z.AsSingle()).As<float, T>()
        : Vector512.Create(Simd256<T>.Activate<TActivation>(z.GetLower()), Simd256<T>.Activate<TActivation>(z.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(Vector512<T> s0, Vector512<T> s1, Vector512<T> s2, Vector512<T> s3, T scale, ref T c)
    {
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
        {
            var quarters = SpreadSums(s0, s1, s2, s3);
            var halves = quarters.GetLower() + quarters.GetUpper();
            Simd128<T>.AddFour(halves.GetLower() + halves.GetUpper(), scale, ref c);
            return;
        }

        if (typeof(T) == typeof(double) && Avx512F.IsSupported)
        {
            var (p, q, r, s) = (s0.AsDouble(), s1.AsDouble(), s2.AsDouble(), s3.AsDouble());
            var pq = Avx512F.UnpackLow(p, q) + Avx512F.UnpackHigh(p, q);
            var rs = Avx512F.UnpackLow(r, s) + Avx512F.UnpackHigh(r, s);
            var (halfPq, halfRs) = (pq.GetLower() + pq.GetUpper(), rs.GetLower() + rs.GetUpper());
            Simd256<T>.AddFour(Vector256.Create(halfPq.GetLower() + halfPq.GetUpper(), halfRs.GetLower() + halfRs.GetUpper()).As<double, T>(), scale, ref c);
            return;
        }

        c = T.MultiplyAddEstimate(scale, Vector512.Sum(s0), c);
        Unsafe.Add(ref c, 1) = T.MultiplyAddEstimate(scale, Vector512.Sum(s1), Unsafe.Add(ref c, 1));
        Unsafe.Add(ref c, 2) = T.MultiplyAddEstimate(scale, Vector512.Sum(s2), Unsafe.Add(ref c, 2));
        Unsafe.Add(ref c, 3) = T.MultiplyAddEstimate(scale, Vector512.Sum(s3), Unsafe.Add(ref c, 3));
    }
}

internal readonly struct Simd256<T> : ISimd<Vector256<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Width => Vector256<T>.Count;

    public static Vector256<T> Zero => Vector256<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(ref T source, nint index) => Vector256.LoadUnsafe(ref source, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> vector, ref T destination, nint index) => vector.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Broadcast(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> x, Vector256<T> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Subtract(Vector256<T> x, Vector256<T> y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Multiply(Vector256<T> x, Vector256<T> y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> x, Vector256<T> y, Vector256<T> z) =>
        typeof(T) == typeof(float) ? Vector256.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : typeof(T) == typeof(double) ? Vector256.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>()
        : (x * y) + z;

    public static bool HasManyRegisters => false;

    public static Vector256<T> AllPlaces => Vector256<T>.AllBitsSet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LastPlaces(int count) =>
        Vector256.GreaterThanOrEqual(Vector256<T>.Indices, Vector256.Create(T.CreateTruncating(Width - count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> FirstPlaces(int count) =>
        Vector256.LessThan(Vector256<T>.Indices, Vector256.Create(T.CreateTruncating(count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Select(Vector256<T> mask, Vector256<T> x, Vector256<T> y) => Vector256.ConditionalSelect(mask, x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Keep(Vector256<T> mask, Vector256<T> vector) => mask & vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> SpreadSums(Vector256<T> s0, Vector256<T> s1, Vector256<T> s2, Vector256<T> s3)
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            // Two rounds of interleaving put the sums of the four registers side by side in each half.
            var (p, q, r, s) = (s0.AsSingle(), s1.AsSingle(), s2.AsSingle(), s3.AsSingle());
            var pq = (Avx.UnpackLow(p, q) + Avx.UnpackHigh(p, q)).AsDouble();
            var rs = (Avx.UnpackLow(r, s) + Avx.UnpackHigh(r, s)).AsDouble();
            return (Avx.UnpackLow(pq, rs).AsSingle() + Avx.UnpackHigh(pq, rs).AsSingle()).As<float, T>();
        }

        if (typeof(T) == typeof(double) && Avx.IsSupported)
        {
            var (p, q, r, s) = (s0.AsDouble(), s1.AsDouble(), s2.AsDouble(), s3.AsDouble());
            var pq = Avx.UnpackLow(p, q) + Avx.UnpackHigh(p, q);
            var rs = Avx.UnpackLow(r, s) + Avx.UnpackHigh(r, s);
            return Vector256.Create(pq.GetLower() + pq.GetUpper(), rs.GetLower() + rs.GetUpper()).As<double, T>();
        }

        // Of four doubles the sums themselves; of eight floats the sums of each half.
        return typeof(T) == typeof(double)
            ? Vector256.Create(
                Vector128.Create([Vector256.Sum(s0), Vector256.Sum(s1)]), Vector128.Create([Vector256.Sum(s2), Vector256.Sum(s3)]))
            : Vector256.Create(
                Simd128<T>.SpreadSums(s0.GetLower(), s1.GetLower(), s2.GetLower(), s3.GetLower()),
                Simd128<T>.SpreadSums(s0.GetUpper(), s1.GetUpper(), s2.GetUpper(), s3.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> SumsOfRows(Vector256<T> first, Vector256<T> second, Vector256<T> third, Vector256<T> fourth) =>
        typeof(T) == typeof(float)
            ? Vector256.Create(first.GetLower(), second.GetLower()) + Vector256.Create(first.GetUpper(), second.GetUpper())
            : first;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Activate<TActivation>(Vector256<T> z)
        where TActivation : struct, IActivation =>
        Vector<T>.Count >= Vector256<T>.Count
            ? TActivation.Forward(z.AsVector()).AsVector256()
            : Vector256.Create(Simd128<T>.Activate<TActivation>(z.GetLower()), Simd128<T>.Activate<TActivation>(z.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(Vector256<T> s0, Vector256<T> s1, Vector256<T> s2, Vector256<T> s3, T scale, ref T c)
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            var halves = SpreadSums(s0, s1, s2, s3);
            Simd128<T>.AddFour(halves.GetLower() + halves.GetUpper(), scale, ref c);
            return;
        }

        if (typeof(T) == typeof(double) && Avx.IsSupported)
        {
            AddFour(SpreadSums(s0, s1, s2, s3), scale, ref c);
            return;
        }

        c = T.MultiplyAddEstimate(scale, Vector256.Sum(s0), c);
        Unsafe.Add(ref c, 1) = T.MultiplyAddEstimate(scale, Vector256.Sum(s1), Unsafe.Add(ref c, 1));
        Unsafe.Add(ref c, 2) = T.MultiplyAddEstimate(scale, Vector256.Sum(s2), Unsafe.Add(ref c, 2));
        Unsafe.Add(ref c, 3) = T.MultiplyAddEstimate(scale, Vector256.Sum(s3), Unsafe.Add(ref c, 3));
    }

    /// <summary>c := c + scale·sum for as many numbers side by side as a register holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddFour(Vector256<T> sums, T scale, ref T c) =>
        MultiplyAdd(Vector256.Create(scale), sums, Vector256.LoadUnsafe(ref c)).StoreUnsafe(ref c);
}

internal readonly struct Simd128<T> : ISimd<Vector128<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Width => Vector128<T>.Count;

    public static Vector128<T> Zero => Vector128<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(ref T source, nint index) => Vector128.LoadUnsafe(ref source, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> vector, ref T destination, nint index) => vector.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Broadcast(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> x, Vector128<T> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Subtract(Vector128<T> x, Vector128<T> y) => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Multiply(Vector128<T> x, Vector128<T> y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> x, Vector128<T> y, Vector128<T> z) =>
        typeof(T) == typeof(float) ? Vector128.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : typeof(T) == typeof(double) ? Vector128.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>()
        : (x * y) + z;

    public static bool HasManyRegisters => AdvSimd.IsSupported;

    public static Vector128<T> AllPlaces => Vector128<T>.AllBitsSet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LastPlaces(int count) =>
        Vector128.GreaterThanOrEqual(Vector128<T>.Indices, Vector128.Create(T.CreateTruncating(Width - count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> FirstPlaces(int count) =>
        Vector128.LessThan(Vector128<T>.Indices, Vector128.Create(T.CreateTruncating(count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Select(Vector128<T> mask, Vector128<T> x, Vector128<T> y) => Vector128.ConditionalSelect(mask, x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Keep(Vector128<T> mask, Vector128<T> vector) => mask & vector;

    /// <summary>Of floats: a register holds the four sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> SpreadSums(Vector128<T> s0, Vector128<T> s1, Vector128<T> s2, Vector128<T> s3)
    {
        if (typeof(T) == typeof(float) && Sse2.IsSupported)
        {
            var (p, q, r, s) = (s0.AsSingle(), s1.AsSingle(), s2.AsSingle(), s3.AsSingle());
            var pq = (Sse.UnpackLow(p, q) + Sse.UnpackHigh(p, q)).AsDouble();
            var rs = (Sse.UnpackLow(r, s) + Sse.UnpackHigh(r, s)).AsDouble();
            return (Sse2.UnpackLow(pq, rs).AsSingle() + Sse2.UnpackHigh(pq, rs).AsSingle()).As<float, T>();
        }

        return Vector128.Create([Vector128.Sum(s0), Vector128.Sum(s1), Vector128.Sum(s2), Vector128.Sum(s3)]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> SumsOfRows(Vector128<T> first, Vector128<T> second, Vector128<T> third, Vector128<T> fourth) => first;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Activate<TActivation>(Vector128<T> z)
        where TActivation : struct, IActivation => TActivation.Forward(z.AsVector()).AsVector128();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(Vector128<T> s0, Vector128<T> s1, Vector128<T> s2, Vector128<T> s3, T scale, ref T c)
    {
        if (typeof(T) == typeof(float) && Sse2.IsSupported)
        {
            AddFour(SpreadSums(s0, s1, s2, s3), scale, ref c);
            return;
        }

        c = T.MultiplyAddEstimate(scale, Vector128.Sum(s0), c);
        Unsafe.Add(ref c, 1) = T.MultiplyAddEstimate(scale, Vector128.Sum(s1), Unsafe.Add(ref c, 1));
        Unsafe.Add(ref c, 2) = T.MultiplyAddEstimate(scale, Vector128.Sum(s2), Unsafe.Add(ref c, 2));
        Unsafe.Add(ref c, 3) = T.MultiplyAddEstimate(scale, Vector128.Sum(s3), Unsafe.Add(ref c, 3));
    }

    /// <summary>c := c + scale·sum for as many numbers side by side as a register holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddFour(Vector128<T> sums, T scale, ref T c) =>
        MultiplyAdd(Vector128.Create(scale), sums, Vector128.LoadUnsafe(ref c)).StoreUnsafe(ref c);
}

/// <summary>The scalar fallback: registers of one number.</summary>
internal readonly struct SimdScalar<T> : ISimd<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static int Width => 1;

    public static T Zero => T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(ref T source, nint index) => Unsafe.Add(ref source, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T vector, ref T destination, nint index) => Unsafe.Add(ref destination, index) = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Broadcast(T value) => value;

    public static T Add(T x, T y) => x + y;

    public static T Subtract(T x, T y) => x - y;

    public static T Multiply(T x, T y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd(T x, T y, T z) => T.MultiplyAddEstimate(x, y, z);

    public static bool HasManyRegisters => false;

    public static T AllPlaces => T.Zero;

    public static T LastPlaces(int count) => T.Zero;

    public static T FirstPlaces(int count) => T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Select(T mask, T x, T y) => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Keep(T mask, T vector) => vector;

    public static T SpreadSums(T s0, T s1, T s2, T s3) => throw new NotSupportedException("A register of one number has nothing to spread.");

    public static T SumsOfRows(T first, T second, T third, T fourth) => throw new NotSupportedException("A register of one number holds one sum.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Activate<TActivation>(T z)
        where TActivation : struct, IActivation => ActivationKernel<TActivation>.Forward(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(T s0, T s1, T s2, T s3, T scale, ref T c)
    {
        c = T.MultiplyAddEstimate(scale, s0, c);
        Unsafe.Add(ref c, 1) = T.MultiplyAddEstimate(scale, s1, Unsafe.Add(ref c, 1));
        Unsafe.Add(ref c, 2) = T.MultiplyAddEstimate(scale, s2, Unsafe.Add(ref c, 2));
        Unsafe.Add(ref c, 3) = T.MultiplyAddEstimate(scale, s3, Unsafe.Add(ref c, 3));
    }
}
