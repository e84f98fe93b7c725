using DnnGen.Generator.Tests.Harness;

namespace DnnGen.Generator.Tests;

/// <summary>
/// Whatever a user writes, the generator neither throws nor writes code that does not compile; what it cannot write, the
/// analyzer explains.
/// </summary>
public sealed class HostileDeclarationTests
{
    /// <summary>Declarations that must be refused with these rules.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { "DNN0004", "[Network(-1, 1)] partial class Net;" },
        { "DNN0004", "[Network(0, 1)] partial class Net;" },
        { "DNN0004", "[Network(int.MinValue, int.MinValue)] partial class Net;" },
        { "DNN0007", "[Network(int.MaxValue, int.MaxValue)] partial class Net;" },
        { "DNN0007", "[Network(1, int.MaxValue)] partial class Net;" },
        { "DNN0007", "[Network(int.MaxValue, 1)] partial class Net;" },
        { "DNN0003", "[Network(null)] partial class Net;" },
        { "DNN0003", "[Network(new int[0])] partial class Net;" },
        { "DNN0003", "[Network(new int[] { })] partial class Net;" },
        { "DNN0014", "[Network(2, 1, Hidden = (Activation)99)] partial class Net;" },
        { "DNN0014", "[Network(2, 1, Precision = (Precision)(-1))] partial class Net;" },
        { "DNN0015", "[Network(2, 1, Loss = Loss.CosineDistance)] partial class Net;" },
        { "DNN0060", "[Network(2, 1, LabelSmoothing = double.NaN)] partial class Net;" },
        { "DNN0060", "[Network(2, 1, LabelSmoothing = double.PositiveInfinity)] partial class Net;" },
        { "DNN0061", "[Network(2, 3, Output = Activation.Softmax, ClassWeights = new double[] { })] partial class Net;" },
        { "DNN0061", "[Network(2, 3, Output = Activation.Softmax, ClassWeights = new[] { 1, double.NaN, 1 })] partial class Net;" },
        { "DNN0004", "[Network(2, int.MinValue, Loss = Loss.SparseCategoricalCrossEntropy, ClassWeights = new[] { 1.0 })] partial class Net;" },
        { "DNN0005", "[Network(2, 3, Loss = Loss.SparseCategoricalCrossEntropy)] partial class Net { public int LabelSize => 3; }" },
        { "DNN0006", "[Network(2, 1)] partial struct Net;" },
        { "DNN0006", "[Network(2, 1)] partial record Net;" },
        { "DNN0006", "[Network(2, 1)] partial record struct Net;" },
        { "DNN0006", "[Network(2, 1)] static partial class Net;" },
        { "DNN0006", "[Network(2, 1)] abstract partial class Net;" },
        { "DNN0006", "[Network(2, 1)] partial class Net<T>;" },
        { "DNN0006", "[Network(2, 1)] file partial class Net;" },
        { "DNN0006", "file partial class Outer { [Network(2, 1)] partial class Net; }" },
        { "DNN0006", "[Network(2, 1)] partial class Net(int depth) { public int Depth => depth; }" },
        { "DNN0006", "[Network(2, 1)] partial class Net { public required string Name { get; set; } }" },
        { "DNN0006", "class Base { public required string Name; } [Network(2, 1)] partial class Net : Base;" },
        { "DNN0006", "class Base(int x) { public int X => x; } [Network(2, 1)] partial class Net : Base;" },
        { "DNN0006", "class Base { private Base() { } public Base(int x) { } } [Network(2, 1)] partial class Net : Base;" },
        { "DNN0005", "abstract class Base { public abstract string Summary { get; } } [Network(2, 1)] partial class Net : Base;" },
        { "DNN0005", "abstract class Base { public abstract void Save(string path); } [Network(2, 1)] partial class Net : Base;" },
        { "DNN0005", "[Network(2, 1)] partial class Forward;" },
        { "DNN0005", "[Network(2, 1)] partial class Layer1;" },
        { "DNN0005", "[Network(2, 1)] partial class Workspace;" },
        { "DNN0005", "[Network(2, 1)] partial class Net { public const int InputSize = 3; }" },
        { "DNN0005", "[Network(2, 1)] partial class Net { private struct Layer1; }" },
        { "DNN0005", "[Network(2, 1)] partial class Net { public string Predict => \"\"; }" },
        { "DNN0005", "[Network(2, 1)] partial class Net { public Matrix<float> Predict(Matrix<float> x) => x; }" },
        { "DNN0005", "[Network(2, 1)] partial class Net { public float Cost(Matrix<float> y, Workspace ws) => 0; }" },
        { "DNN0026", "[Network, Input(Time = 4, Features = 2), MaxPool1D(int.MinValue), Flatten, Dense(1)] partial class Net;" },
        { "DNN0026", "[Network, Input(Time = 4, Features = 2), MaxPool1D(2, Padding = int.MaxValue), Flatten, Dense(1)] partial class Net;" },
        { "DNN0026", "[Network, Input(Time = 4, Features = 2), AveragePool1D(2, Stride = 0), Flatten, Dense(1)] partial class Net;" },
        { "DNN0022", "[Network, Input(Time = 4, Features = 2), AveragePool1D(int.MaxValue), Flatten, Dense(1)] partial class Net;" },
        { "DNN0001", "[Network(2, 1)] class Net;" },
        { "DNN0002", "class Outer { [Network(2, 1)] partial class Net; }" },
        { "DNN0010", "[Network(2, 1), Input(2), Dense(1)] partial class Net;" },
        { "DNN0012", "[Input(2), Dense(1)] partial class Net;" },
        { "DNN0013", "[Network, Dense(1), Input(2)] partial class Net;" },
        { "DNN0063", "[Network, Input(2), Input(2), Dense(1)] partial class Net;" },
        { "DNN0063", "[Network, Input(2, Name = null), Input(2, Name = \"\"), Dense(1)] partial class Net;" },
        { "DNN0063", "[Network, Input(2, Name = \"a b\"), Input(2, Name = \"1\"), Add(\"a b\"), Dense(1)] partial class Net;" },
        { "DNN0063", "[Network, Input(2, Name = \"ws\"), Input(2, Name = \"b\"), Add(\"ws\"), Dense(1)] partial class Net;" },
        { "DNN0004", "[Network, Input(2, Name = \"a\"), Dense(2, Name = \"c\"), Input(-2, Name = \"b\"), Dense(2), Add(\"c\"), Dense(1)] partial class Net;" },
        { "DNN0007", "[Network, Input(int.MaxValue, Name = \"a\"), Dense(2, Name = \"c\"), Input(int.MaxValue, Name = \"b\"), Dense(2), Add(\"c\"), Dense(1)] partial class Net;" },
        { "DNN0034", "[Network, Input(2, Name = \"a\"), Input(2, Name = \"b\"), Dense(1)] partial class Net;" },
        { "DNN0034", "[Network, Input(2, Name = \"a\"), Dense(1), Input(2, Name = \"b\")] partial class Net;" },
        { "DNN0003", "[Network, Input(2, Name = \"a\"), Input(2, Name = \"b\")] partial class Net;" },
        { "DNN0003", "[Network, Input(2, Name = \"a\"), Output(\"a\")] partial class Net;" },
        { "DNN0064", "[Network, Input(2, Name = \"a\"), Dense(2), Output(null)] partial class Net;" },
        { "DNN0064", "[Network, Input(2, Name = \"a\"), Dense(2), Output(\"\\0\")] partial class Net;" },
        { "DNN0064", "[Network, Input(2, Name = \"a\"), Output(\"a\"), Dense(2)] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Output(\"z\"), Output(\"w\"), Dense(2)] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"a\"), Output(\"b\")] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"a\", Weight = double.NaN)] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"a\", Weight = double.PositiveInfinity)] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"a\"), Dense(3), Output(\"A\")] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"ToString\")] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"scratch\"), Dense(1), Output(\"b\")] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"rented\"), Dense(1), Output(\"b\")] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"θ\"), Dense(1), Output(\"b\")] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"a1\"), Dense(1), Output(\"b\")] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"example\"), Dense(1), Output(\"b\")] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"statistics\"), Dense(1), Output(\"b\")] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"printMembers\"), Dense(1), Output(\"b\")] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"clone\"), Dense(1), Output(\"b\")] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"memberwiseClone\"), Dense(1), Output(\"b\")] partial class Net;" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"referenceEquals\"), Dense(1), Output(\"b\")] partial class Net;" },
        { "DNN0063", "[Network, Input(2, Name = \"θ\"), Input(2, Name = \"b\"), Add(\"θ\"), Dense(1)] partial class Net;" },
        { "DNN0063", "[Network, Input(2, Name = \"A2\"), Input(2, Name = \"b\"), Add(\"A2\"), Dense(1)] partial class Net;" },
        { "DNN0063", "[Network, Input(2, Name = \"rented\"), Input(2, Name = \"b\"), Add(\"rented\"), Dense(1)] partial class Net;" },
        { "DNN0063", "[Network, Input(2, Name = \"al\"), Input(2, Name = \"b\"), Add(\"al\"), Dense(1)] partial class Net;" },
        { "DNN0063", "[Network, Input(2, Name = \"frozen\"), Input(2, Name = \"b\"), Add(\"frozen\"), Dense(1)] partial class Net;" },
        { "DNN0063", "[Network, Input(2, Name = \"member\"), Input(2, Name = \"b\"), Add(\"member\"), Dense(1)] partial class Net;" },
        { "DNN0005", "[Network, Input(2), Dense(3, Activation = Activation.Softmax), Output(\"a\", ClassWeights = new[] { 1.0, 2, 3 })] partial class Net { public int ClassWeights; }" },
        { "DNN0064", "[Network, Input(2), Dense(2), Output(\"a\", Weight = 1e-60), Dense(1), Output(\"b\")] partial class Net;" },
        { "DNN0014", "[Network, Input(2), Dense(2), Output(\"a\", Loss = (Loss)77)] partial class Net;" },
        { "DNN0060", "[Network, Input(2), Dense(2), Output(\"a\", LabelSmoothing = double.NaN), Dense(1), Output(\"b\")] partial class Net;" },
        { "DNN0061", "[Network, Input(2), Dense(2, Activation = Activation.Softmax), Output(\"a\", ClassWeights = new double[] { }), Dense(1), Output(\"b\")] partial class Net;" },
        { "DNN0065", "[Network(ClassWeights = new double[0]), Input(2), Dense(2), Output(\"a\"), Dense(1), Output(\"b\")] partial class Net;" },
        { "DNN0005", "[Network, Input(2), Dense(2), Output(\"a\"), Dense(1), Output(\"b\")] partial class Outputs;" },
        { "DNN0005", "[Network, Input(2), Dense(2), Output(\"a\"), Dense(1), Output(\"b\")] partial class Net { public int ASize => 3; }" },
        { "DNN0052", "[Block, Dense(2), Output(\"a\")] partial class Net;" },
        { "DNN0013", "[Network, Use<B>, Input(2)] partial class Net; [Block, Dense(1)] class B;" },
        { "DNN0012", "[Use<B>] partial class Net; [Block, Dense(1)] class B;" },
        { "DNN0010", "[Network(2, 1), Use<B>] partial class Net; [Block, Dense(1)] class B;" },
        { "DNN0014", "[Network(2, 1, Init = (Initialization)99)] partial class Net;" },
        { "DNN0058", "[Network(2, 1, Init = Initialization.Normal, InitScale = double.PositiveInfinity)] partial class Net;" },
        { "DNN0059", "[Network(2, 1, L1 = double.MinValue, L2 = double.PositiveInfinity)] partial class Net;" },
        { "DNN0031", "[Network, Input(2), Dense(2, Tied = \"\"), Dense(1)] partial class Net;" },
        { "DNN0047", "[Network, Input(2, Name = \"\\0\"), Dense(2, Tied = \"\\0\"), Dense(1)] partial class Net;" },
        { "DNN0049", "[Network, Input(2), Dense(2, Name = \"a\"), Dense(2, Tied = \"a\", L1 = 0), Dense(1)] partial class Net;" },
        { "DNN0057", "[Network, Input(2), Dense(3, Frozen = true), Use<B>(Frozen = true)] partial class Net; [Block, Dense(1)] class B;" },
        { "DNN0050", "[Network, Input(2), Use<int>, Dense(1)] partial class Net;" },
        { "DNN0050", "[Network, Input(2), Use<int[]>, Dense(1)] partial class Net;" },
        { "DNN0050", "[Network, Input(2), Use<Net>, Dense(1)] partial class Net;" },
        { "DNN0050", "[Network, Input(2), Use<Net>, Dense(1)] partial class Net { [Network(2, 1)] public partial class Inner; }" },
        { "DNN0051", "[Network, Input(2), Use<A<int>>, Dense(1)] partial class Net; [Block, Use<A<int>>] class A<T>;" },
        { "DNN0052", "[Block, Network(2, 1)] partial class Net;" },
        { "DNN0004", "[Network, Input(2), Use<B>(Width = int.MaxValue), Use<B>(Width = int.MinValue), Dense(1)] partial class Net; [Block, Dense(Block.Width)] class B;" },
        { "DNN0055", "[Network, Input(2), Use<B>(Width = int.MaxValue), Dense(1)] partial class Net; [Block, Dense(400 * Block.Width)] class B;" },
        { "DNN0055", "[Network, Input(2), Use<B>(Repeat = Block.Depth), Dense(1)] partial class Net; [Block, Dense(2)] class B;" },
        { "DNN0056", "[Network, Input(2), Use<B>(Repeat = int.MaxValue), Dense(1)] partial class Net; [Block, Dense(2)] class B;" },
        { "DNN0056", "[Network, Input(2), Use<A>(Repeat = 2000), Dense(1)] partial class Net; [Block, Use<B>(Repeat = 2000), Use<B>(Repeat = 2000)] class A; [Block, Dense(2), Dense(2)] class B;" },
        { "DNN0056", "[Network, Input(2), Use<A0>, Dense(1)] partial class Net; [Block, Use<A1>, Use<A1>, Use<A1>, Use<A1>] class A0; [Block, Use<A2>, Use<A2>, Use<A2>, Use<A2>] class A1; [Block, Use<A3>, Use<A3>, Use<A3>, Use<A3>] class A2; [Block, Use<A4>, Use<A4>, Use<A4>, Use<A4>] class A3; [Block, Use<A5>, Use<A5>, Use<A5>, Use<A5>] class A4; [Block, Use<A6>, Use<A6>, Use<A6>, Use<A6>] class A5; [Block, Use<A7>, Use<A7>, Use<A7>, Use<A7>] class A6; [Block, Dense(2), Dense(2), Dense(2), Dense(2)] class A7;" },
    };

    /// <summary>Declarations that must be taken, and the network be written.</summary>
    public static TheoryData<string> Welcome =>
    [
        "[Network(2, 1)] partial class @class;",
        "[Network(2, 1)] partial class @record;",
        "[Network(2, 1)] partial class @file;",
        "[Network(2, 1)] partial class @field;",
        "[Network(2, 1)] partial class @await;",
        "[Network(2, 1)] partial class @var;",
        "[Network(2, 1)] partial class @dynamic;",
        "[Network(2, 1)] partial class @nint;",
        "[Network(2, 1)] partial class @scoped;",
        "[Network(2, 1)] partial class @extension;",
        "[Network(2, 1)] partial class @notnull;",
        "[Network(2, 1)] partial class @nameof;",
        "[Network(2, 1)] partial class @float;",
        "[Network(2, 1)] partial class @_;",
        "[Network(2, 1)] partial class Катя; [Network(2, 1)] partial class 猫分類器; [Network(2, 1)] partial class e\u0301te;",
        "namespace @class.@namespace.@event.@file.Ünïcode { [Network(2, 1)] partial class @class; }",
        "namespace A.global { [Network(2, 1)] partial class Net; }",
        "[Network(2, 1)] partial class Net; [Network(2, 1)] partial class NET; [Network(2, 1)] partial class net1;",
        "namespace A { [Network(2, 1)] partial class Net; } namespace a { [Network(2, 1)] partial class Net; }",
        "[Network(2, 1)] partial class Net { [Network(2, 1)] partial class Training; [Network(2, 1)] partial class Forwards; }",
        "[Network(2, 1)] partial class Net { [Network(2, 1)] partial class training { [Network(2, 1)] partial class PREDICT2; } }",
        "public partial class A { internal partial struct B { public partial record C { protected partial interface D<T> { partial record struct E<TKey, TValue> { [Network(2, 1)] private partial class Net; } } } } }",
        "partial interface I<T> where T : class { [Network(2, 1)] public partial class Net; }",
        "ref partial struct R { [Network(2, 1)] public partial class Net; }",
        "readonly partial struct R { [Network(2, 1)] public partial class Net; }",
        "unsafe partial class R { [Network(2, 1)] public partial class Net; }",
        "partial record R(int A) { [Network(2, 1)] public partial class Net; }",
        "partial class R<ReLU, Matrix, Layer1, Workspace, System, Span, Identity, Sigmoid> { [Network(2, 1)] public partial class Net; }",
        "[Network(2, 1)] partial class Matrix;",
        "[Network(2, 1)] partial class Tanh;",
        "[Network(2, 1)] partial class Sigmoid;",
        "[Network(2, 1)] partial class DenseKernel;",
        "[Network(2, 1)] partial class NetworkChecks;",
        "[Network(2, 1)] partial class Activation;",
        "[Network(2, 1)] partial class W1; [Network(2, 1)] partial class AL; [Network(2, 1)] partial class View; [Network(2, 1)] partial class Gradients;",
        "[Network(2, 1)] partial class ws; [Network(2, 1)] partial class x; [Network(2, 1)] partial class network; [Network(2, 1)] partial class scratch;",
        "namespace N { [Network(2, 1)] partial class System; [Network(2, 1)] partial class DnnGen; }",
        "namespace N { class Matrix<T>; class Span<T>; class ReLU; class System; [Network(2, 3, 1)] partial class Net; }",
        "namespace N { class Sigmoid; [Network(2, 3, 1)] partial class Net; }",
        "namespace N { class var; class nint; class field; class value; [Network(2, 3, 1)] partial class Net; }",
        "namespace N { namespace Matrix { class C; } namespace Sigmoid { class C; } [Network(2, 3, 1)] partial class Net; }",
        "namespace System { class X; } namespace N.System.DnnGen { [Network(2, 3, 1)] partial class Net; }",
        "namespace DnnGen.Mine { [Network(2, 3, 1)] partial class Net; }",
        "namespace DnnGen { [Network(2, 3, 1)] partial class Net; }",
        "namespace Activations { [Network(2, 3, 1)] partial class Net; } namespace Kernels { class C; }",
        "[Network(2, 1)] partial class Net { public string Predict(string s) => s; public static Net Create() => Create(1); public void Save() => Save(\"x\"); public float Cost() => 0; }",
        "[Network(2, 1)] partial class Net { public T Predict<T>(Matrix<float> x, T t) => t; public Matrix<float> Predict<T>(Matrix<float> x) => x; }",
        "[Network(2, 1)] partial class Net { public Matrix<double> Predict(Matrix<double> x) => x; public Matrix<float> Predict(ref Matrix<float> x) => x; }",
        "[Network(2, 3)] partial class Net { public int Predict(ReadOnlySpan<float> example) => 0; }",
        "[Network(2, 1)] partial class Net { private readonly int Layer2 = 3; private int layer1() => Layer2; public int Sum() => layer1(); }",
        "[Network(2, 1)] partial class Net { public int Matrix => 1; public int Sigmoid() => 1; public static int Trainer = 1; }",
        "[Network(2, 1)] partial class Net { public class Matrix<T>; public enum ReadOnlySpan { A } }",
        "class Base { public int Summary; public virtual Matrix<float> Predict(Matrix<float> x) => x; public class Workspace; public static void Layer1() { } public string this[int i] => \"\"; } [Network(2, 1)] partial class Net : Base;",
        "abstract class Base { public virtual string Summary => \"\"; public abstract int Depth(); } [Network(2, 1)] partial class Net : Base { public override int Depth() => LayerCount; }",
        "class Base { protected Base() { } } [Network(2, 1)] partial class Net : Base;",
        "class Base(int x) { public int X => x; } [Network(2, 1)] partial class Net : Base { public Net() : base(3) { } }",
        "class Base<T> { public T? Matrix { get; set; } } [Network(2, 1)] partial class Net : Base<int>;",
        "interface I { string Summary { get; } } [Network(2, 1)] partial class Net : I { string I.Summary => Summary; }",
        "[Network(2, 1)] partial class Net { public Net() { } }",
        "[Network(2, 1)] partial class Net { [Obsolete] public Net() { } }",
        "[Network(2, 1)] partial class Net { public Net(int depth) : this() => Depth = depth; public int Depth { get; } }",
        "[Network(2, 1)] partial class Net { static Net() { } ~Net() { } }",
        "[Network(2, 1)] [Obsolete(\"old\")] partial class Net;",
        "[Network(2, 1)] [System.Diagnostics.CodeAnalysis.Experimental(\"X1\")] partial class Net;",
        "[Network(2, 1)] sealed partial class Net : IDisposable { public void Dispose() { } }",
        "[Network(2, 1)] unsafe partial class Net { public int* Pointer; }",
        "partial class Outer { [Network(2, 1)] private protected partial class Net; [Network(2, 1)] protected internal partial class Other; [Network(2, 1)] partial class Third; }",
        "class Base { public class Net; } partial class Outer : Base { [Network(2, 1)] public new partial class Net; }",
        "using N = DnnGen.NetworkAttribute; [N(2, 1)] partial class Net;",
        "[type: DnnGen.NetworkAttribute(sizes: new[] { 2, 1 })] partial class Net;",
        "static class Sizes { public const int Pixels = 64 * 64 * 3; } [Network(Sizes.Pixels, 'A', sizeof(int), (byte)1)] partial class Net;",
        "[Network(1, 1)] partial class Net;",
        "[Network(2, 1)] partial class Net; [Block, Dense(3), Add(Block.Input)] class Alone;",
        "[Network(2, 1)] partial class Net { [Block, Dense(3)] private class Block; }",
        "[Network(2, 1)] partial class Net; [Block, Dense(3)] struct Alone; [Block, Dense(3)] static class Fixed;",
        "[Network(2, 1)] partial class Net { private string name = \"\"; public string Name => name; public int Layers { get; set; } }",
        "using System.Collections.Generic; [Network(2, 1)] partial class Net : IEnumerable<int> { public IEnumerator<int> GetEnumerator() { yield return 1; } System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); }",
        "[Network(2, 1)] partial class Net { public static implicit operator float(Net net) => 0; public static bool operator ==(Net? a, Net? b) => true; public static bool operator !=(Net? a, Net? b) => false; public override bool Equals(object? o) => true; public override int GetHashCode() => 0; }",
        "[Network(2, 1)] partial class Net { public float Forward(object x, object ws) => 0; public float Forward(Matrix<float> x, Workspace<float> ws) => 0; public float Cost(Matrix<float> y, object ws) => 0; public static Net Create(long seed) => Create((ulong)seed); public Workspace<float> CreateWorkspace(long size) => CreateWorkspace((int)size); }",
        "[Network(2, 1)] partial class Net { partial class Inner { } enum Kind { } delegate void D(); event D? E; public void Raise() => E?.Invoke(); }",
    ];

    /// <summary>Code that does not compile by itself; the generator must stay calm and add no errors of its own.</summary>
    public static TheoryData<string> Broken =>
    [
        "[Network(\"2\", 1)] partial class Net;",
        "[Network(2, \"x\")] partial class Net;",
        "[Network(2, Missing)] partial class Net;",
        "[Network(2, Missing.Constant, 1)] partial class Net;",
        "[Network(2147483648, 1)] partial class Net;",
        "[Network(2, 1, Hidden = 5)] partial class Net;",
        "[Network(2, 1, Hidden = \"ReLU\")] partial class Net;",
        "[Network(2, 1, Hidden = Loss.MeanSquaredError)] partial class Net;",
        "[Network(2, 1, Hidden = Activation.Missing)] partial class Net;",
        "[Network(2, 1, Missing = 1)] partial class Net;",
        "[Network(2, 1, Hidden = null)] partial class Net;",
        "[Network(2, 1), Network(3, 1)] partial class Net;",
        "[Network(2, 1)] partial class Net; [Network(3, 1)] partial class Net;",
        "[Network(2, 1)] class Net; class Net;",
        "[Network([2, 1])] partial class Net;",
        "[Network(new long[] { 2, 1 })] partial class Net;",
        "[Network(new[,] { { 2, 1 } })] partial class Net;",
        "[Network(sizes: 5, 1)] partial class Net;",
        "[Network, Input, Dense] partial class Net;",
        "[Network, Input(2), Use<Missing>, Dense(1)] partial class Net;",
        "[Network, Input(2), Use<>, Dense(1)] partial class Net;",
        "[Network, Input(2), Use, Dense(1)] partial class Net;",
        "[Network, Input(2), Use<B>(Missing = 1), Dense(1)] partial class Net; [Block, Dense(1)] class B;",
        "[Network, Input(2), Use<B>(Width = \"x\"), Dense(1)] partial class Net; [Block, Dense(Block.Width)] class B;",
        "[Network, Input(2), Use<B>, Dense(1)] partial class Net; [Block, Dense(Missing)] class B;",
        "[Network, Input(2), Use<B>, Dense(1)] partial class Net; [Block, Dense(Block.Width * Block.Width)] class B;",
        "[Network, Input(2), Use<B>, Dense(1)] partial class Net; [Block, Dense(1)] static class B;",
        "[Network, Input(2), Use<T>, Dense(1)] partial class Net<T>;",
        "[Network, Input(\"2\"), Dense(\"1\")] partial class Net;",
        "[Network, Input(2), Input(2), Dense(1)] partial class Net;",
        "[Network, Input(2), Dense(1, Activation = 7)] partial class Net;",
        "[Network(2, 1)] interface Net;",
        "[Network(2, 1)] enum Net { A }",
        "[Network(2, 1)] delegate void Net();",
        "[Network(2, 1)] partial class;",
        "[Network(2, 1)] partial class",
        "[Network(2, 1)] partial class Net : Missing;",
        "[Network(2, 1)] partial class Net : Net;",
        "[Network(2, 1)] partial class Net { [Network(2, 1)] partial class Net; }",
        "[Network(2, 1)] partial class Net { int Net; }",
        "sealed class Base; [Network(2, 1)] partial class Net : Base;",
        "static class Base; [Network(2, 1)] partial class Net : Base;",
        "interface I<in T> { [Network(2, 1)] partial class Net; }",
        "partial interface I<in T> { [Network(2, 1)] partial class Net; }",
        "partial interface I<out T> { [Network(2, 1)] partial class Net; }",
        "[Network(2, 1] partial class Net;",
        "[Network(2, 1) partial class Net { ",
        "[Network(",
        "[Network",
        "[Network(2, , 1)] partial class Net;",
        "[Network(2, 1)] public private partial class Net;",
        "partial static Outer { [Network(2, 1)] partial class Net; }",
        "namespace ; [Network(2, 1)] partial class Net;",
        "namespace A..B { [Network(2, 1)] partial class Net; }",
        "[DnnGen.Network(2, 1)] [assembly: DnnGen.Network(2, 1)] partial class Net;",
        "[Network(2, 1)] partial class Net { partial class }",
        "[Network(2, 1)] partial class Net { public Net(int x) : missing(x) { } }",
        "class C { [Network(2, 1)] void M() { } }",
        "extension(int i) { [Network(2, 1)] partial class Net; }",
        "static class E { extension(int i) { [Network(2, 1)] partial class Net; } }",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_a_network_is_refused_and_nothing_is_written(string rule, string source)
    {
        var consumer = new Consumer(source);
        var ids = consumer.Analyze().Select(diagnostic => diagnostic.Id).Distinct();
        var project = consumer.Generate();

        Assert.Equal([rule], ids);
        project.AddsNoErrors();
        Assert.DoesNotContain(project.Files, file => file.HintName == "Net.g.cs" || file.HintName == "Outer.Net.g.cs");
    }

    [Theory]
    [MemberData(nameof(Welcome))]
    public void What_can_be_a_network_is_written_and_compiles(string source)
    {
        var consumer = new Consumer(source) { Options = Consumer.Strict.WithAllowUnsafe(true) };
        var project = consumer.Generate();

        Assert.Empty(consumer.Analyze());
        Assert.NotEmpty(project.Files);
        Assert.Equal(Networks(source) * 9, project.Files.Length);
        project.AddsNoErrors();
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_does_not_compile_is_left_to_the_compiler(string source)
    {
        var consumer = new Consumer(source);

        consumer.Generate().AddsNoErrors();
        Assert.DoesNotContain(consumer.Analyze(), diagnostic => diagnostic.Id == "AD0001");
    }

    private static int Networks(string source) =>
        (source.Split("[Network(").Length - 1) + (source.Split("[N(").Length - 1) + (source.Split("NetworkAttribute(").Length - 1);

    [Fact]
    public void A_word_of_the_source_that_is_no_number_draws_no_complaint_about_its_size() =>
        Assert.Empty(new Consumer("[Network(2, \"x\", Missing)] partial class Net;").Analyze().Where(diagnostic => diagnostic.Id == "DNN0004"));

    [Fact]
    public void A_network_cannot_derive_from_another_whose_constructor_is_private()
    {
        var consumer = new Consumer("[Network(2, 1)] partial class Base; [Network(2, 1)] partial class Net : Base;");

        Assert.Equal(["DNN0006"], consumer.Analyze().Select(diagnostic => diagnostic.Id));
        Assert.DoesNotContain(consumer.Generate().Files, file => file.HintName.StartsWith("Net", StringComparison.Ordinal));
    }

    [Fact]
    public void A_network_may_derive_from_another_whose_constructor_the_user_has_opened() =>
        new Consumer("[Network(2, 1)] partial class Base { protected Base() { } } [Network(3, 2, 1)] partial class Net : Base;").Generate().CompilesWithoutWarning();

    [Fact]
    public void A_class_may_be_continued_in_another_file() =>
        new Consumer("[Network(2, 1)] partial class Net;", "partial class Net { public float Twice(float a) => 2 * a; }").Generate().CompilesWithoutWarning();

    [Fact]
    public void Layers_may_stand_on_another_part_than_the_network()
    {
        var consumer = new Consumer("[Network] partial class Net;", "[Input(2)] [Dense(1)] partial class Net;");

        Assert.Empty(consumer.Analyze());
        Assert.Equal(9, consumer.Generate().CompilesWithoutWarning().Files.Length);
    }

    [Theory]
    [InlineData("global using Elsewhere;")]
    [InlineData("global using DnnGen; global using Elsewhere;")]
    [InlineData("global using System; global using DnnGen; global using DnnGen.Kernels; global using DnnGen.Activations; global using Elsewhere;")]
    [InlineData("global using Matrix = Elsewhere.Matrix<int>; global using ReLU = System.Int32; global using Sigmoid = System.String;")]
    [InlineData("global using static Elsewhere.Statics;")]
    [InlineData("")]
    public void What_a_project_imports_everywhere_changes_nothing(string usings)
    {
        const string Elsewhere = """
            namespace Elsewhere
            {
                public class Matrix<T>;
                public class Span<T>;
                public class Sigmoid;
                public class ReLU;
                public class DenseKernel<T, U>;
                public static class Statics { public class Matrix<T>; public class Workspace<T>; public class Trainer; }
            }
            """;
        foreach (string space in new[] { "", "namespace Elsewhere;", "namespace Elsewhere.Inner;", "namespace Mine;" })
        {
            var consumer = new Consumer(space + "[DnnGen.Network(2, 3, 1)] public partial class Net;", Elsewhere) { GlobalUsings = usings };
            var project = consumer.Generate().AddsNoErrors();
            Assert.Equal(9, project.Files.Length);
            Assert.Empty(consumer.Analyze());
        }
    }

    /// <summary>Each kind of damage once to every source; with <c>DNNGEN_FUZZ=long</c> in the environment twenty times.</summary>
    [Fact]
    public void Half_typed_declarations_disturb_neither_generator_nor_analyzer()
    {
        var random = new Random(20240229);
        int variants = Environment.GetEnvironmentVariable("DNNGEN_FUZZ") == "long" ? 60 : 3;
        foreach (string source in new IEnumerable<object[]>[] { Welcome, Broken, Refused }.SelectMany(rows => rows).Select(row => (string)row[^1]))
        {
            var tokens = Consumer.Parse(source, "/0/Fuzz.cs").GetRoot(CancellationToken.None).DescendantTokens().Where(token => token.Span.Length > 0).ToList();
            for (int i = 0; i < variants; i++)
            {
                var token = tokens[random.Next(tokens.Count)];
                string broken = (i % 3) switch
                {
                    0 => source.Remove(token.SpanStart, token.Span.Length),
                    1 => source[..token.Span.End],
                    _ => source.Insert(token.SpanStart, tokens[random.Next(tokens.Count)].Text + " "),
                };
                Assert.DoesNotContain(new Consumer(broken).Analyze(), diagnostic => diagnostic.Id == "AD0001");
            }
        }
    }
}
