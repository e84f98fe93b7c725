using DnnGen.Generator.Tests.Harness;

namespace DnnGen.Generator.Tests.ShapeFlow;

/// <summary>Uses that run, or fail, for another reason than a shape: each told only where it is certain.</summary>
public sealed class UseTests
{
    private const string Backward = "DNN2002 @ ws: Net.Backward: this workspace holds no forward pass yet; call Forward(x, ws) first";
    private const string Cost = "DNN2002 @ ws: Net.Cost: this workspace holds no forward pass yet; call Forward(x, ws) first";

    [Theory]
    [InlineData("var ws = net.CreateWorkspace(5); net.Backward(x, y, ws);", Backward)]
    [InlineData("var ws = net.CreateWorkspace(5); Console.WriteLine(net.Cost(y, ws));", Cost)]
    [InlineData("Workspace<float> ws = net.CreateWorkspace(5); ((INetwork<Net, float>)net).Backward(x, y, ws);", "DNN2002 @ ws: Net.Backward: this workspace holds no forward pass yet; call Forward(x, ws) first")]
    [InlineData("var ws = net.CreateWorkspace(Environment.TickCount); net.Backward(x, y, ws);", Backward)]
    [InlineData("net.Backward(x, y, net.CreateWorkspace(5));", "DNN2002 @ net.CreateWorkspace(5): Net.Backward: this workspace holds no forward pass yet; call Forward(x, ws) first")]
    [InlineData("var ws = net.CreateWorkspace(5); net.Forward(x, ws); ws = net.CreateWorkspace(5); net.Backward(x, y, ws);", Backward)]
    [InlineData("var ws = net.CreateWorkspace(5); var other = net.CreateWorkspace(5); net.Forward(x, other); net.Backward(x, y, ws);", Backward)]
    [InlineData("var ws = net.CreateWorkspace(5); if (Flip()) net.Predict(x); else Console.WriteLine(ws.BatchSize); net.Backward(x, y, ws);", Backward)]
    [InlineData("for (int i = 0; i < 9; i++) { var ws = net.CreateWorkspace(5); net.Backward(x, y, ws); net.Forward(x, ws); }", Backward)]
    [InlineData("var ws = Flip() ? net.CreateWorkspace(5) : null!; net.Forward(x, ws); net.Backward(x, y, ws);")]
    [InlineData("try { Console.WriteLine(); } finally { Console.WriteLine(); } var ws = net.CreateWorkspace(5); try { net.Backward(x, y, ws); } finally { Console.WriteLine(); }", Backward)]
    [InlineData("Action later = () => { var ws = net.CreateWorkspace(5); net.Backward(x, y, ws); }; later();", Backward)]
    public void DNN2002_is_told_where_no_path_has_a_forward_pass(string statements, params string[] expected) =>
        Assert.Equal(expected, Editor.OfStatements(statements));

    [Theory]
    [InlineData("var ws = net.CreateWorkspace(5); net.Forward(x, ws); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); net.TrainStep(x, y, 0.1f, ws); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); if (Flip()) net.Forward(x, ws); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); var same = ws; net.Forward(x, same); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); Workspace<float> same = ws; ((INetwork<Net, float>)net).Forward(x, same); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); object same = ws; net.Forward(x, (Net.Workspace)same); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); var pair = (ws, 1); net.Forward(x, pair.ws); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); var all = new[] { ws }; net.Forward(x, all[0]); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); Net.Workspace[] all = [ws]; net.Forward(x, all[0]); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); var box = new { ws }; net.Forward(x, box.ws); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); Prepare(net, x, ws); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); ws.Prepare(net, x); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); Kept = ws; net.Forward(x, Kept); net.Backward(x, y, ws);")]
    [InlineData("Kept = null; var ws = Kept ??= net.CreateWorkspace(5); net.Forward(x, Kept); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); ref var alias = ref ws; net.Forward(x, alias); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); Action forward = () => net.Forward(x, ws); forward(); net.Backward(x, y, ws);")]
    [InlineData("Net.Workspace ws = null!; Action forward = () => net.Forward(x, ws); ws = net.CreateWorkspace(5); forward(); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); Run(); net.Backward(x, y, ws); void Run() => net.Forward(x, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); try { Console.WriteLine(); } finally { net.Forward(x, ws); } net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); try { net.Forward(x, ws); } catch (Exception) { } net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); for (int i = 0; i < 9; i++) { if (i > 0) net.Backward(x, y, ws); net.Forward(x, ws); }")]
    [InlineData("var ws = net.CreateWorkspace(5); net.Forward(x, ws); for (int i = 0; i < 9; i++) { var next = net.CreateWorkspace(5); net.Backward(x, y, ws); net.Forward(x, next); ws = next; }")]
    [InlineData("Net.Workspace? last = null; for (int i = 0; i < 9; i++) { if (last is not null) net.Backward(x, y, last); last = net.CreateWorkspace(5); net.Forward(x, last); }")]
    [InlineData("var ws = Make(5); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); var same = ws; Sometimes(net, x, same); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); if (ws is { } same) net.Forward(x, same); net.Backward(x, y, ws);")]
    [InlineData("var ws = net.CreateWorkspace(5); if (Flip()) goto end; net.Forward(x, ws); end: net.Backward(x, y, ws);")]
    public void DNN2002_is_silent_where_a_forward_pass_may_have_been(string statements) => Assert.Empty(Editor.OfStatements(statements, """
        static Net.Workspace? Kept;
        [System.Diagnostics.Conditional("DEBUG")] static void Sometimes(Net net, Matrix<float> x, Net.Workspace ws) => net.Forward(x, ws);
        static void Prepare(Net net, Matrix<float> x, object workspace) => net.Forward(x, (Net.Workspace)workspace);
        static void Prepare(this Net.Workspace workspace, Net net, Matrix<float> x) => net.Forward(x, workspace);
        static Net.Workspace Make(int batchSize) { var net = Net.Create(1); var ws = net.CreateWorkspace(batchSize); net.Forward(Matrix<float>.Zeros(3, 5), ws); return ws; }
        """));

    [Theory]
    [InlineData("0", "0", "0")]
    [InlineData("-0.01", "-0.01", "-0.01")]
    [InlineData("1 - 1", "1 - 1", "0")]
    [InlineData("double.NaN", "double.NaN", "NaN")]
    [InlineData("double.PositiveInfinity", "double.PositiveInfinity", "Infinity")]
    public void DNN2003_is_told_of_training_options(string rate, string place, string number)
    {
        string expected = $"DNN2003 @ {place}: TrainingOptions: LearningRate is {number}; it must be a positive finite number, for example 0.01";
        Assert.Equal([expected], Editor.OfStatements($"net.Fit(x, y, new TrainingOptions {{ Epochs = 3, LearningRate = {rate} }});"));
        Assert.Equal([expected], Editor.OfStatements("", $"static readonly TrainingOptions Options = new() {{ LearningRate = {rate} }};"));
        Assert.Equal([expected], Editor.OfStatements("", $"static TrainingOptions Slower(TrainingOptions options) => options with {{ LearningRate = {rate} }};"));
    }

    [Theory]
    [InlineData("-0.01f", "-0.01")]
    [InlineData("0", "0")]
    [InlineData("float.NaN", "NaN")]
    [InlineData("(float)-1e-3", "-0.001")]
    public void DNN2003_is_told_of_a_step(string rate, string number) => Assert.Equal(
        [$"DNN2003 @ {rate}: Net.TrainStep: the learning rate is {number}; it must be a positive finite number, for example 0.01"],
        Editor.OfStatements($"net.TrainStep(x, y, {rate}, net.CreateWorkspace(5));"));

    [Fact]
    public void DNN2003_is_silent_where_the_rate_is_positive_or_unknown() => Assert.Empty(Editor.OfStatements("""
        net.Fit(x, y, new TrainingOptions { LearningRate = 0.1 });
        net.Fit(x, y, new TrainingOptions { LearningRate = Environment.TickCount });
        net.TrainStep(x, y, Environment.TickCount, net.CreateWorkspace(5));
        """));

    [Theory]
    [InlineData("for (int i = 0; i < x.Columns; i++) { Console.WriteLine(net.Predict(x.Column(i))[0, 0]); }", "net.Predict(x.Column(i))")]
    [InlineData("for (var i = 0; i != x.Columns; ++i) Console.WriteLine(net.Predict(x.SliceColumns(i, 1))[0, 0]);", "net.Predict(x.SliceColumns(i, 1))")]
    [InlineData("var p = new float[5]; for (int i = 0; i < x.Columns; i++) { p[i] = net.Predict(x.Column(i))[0, 0]; }", "net.Predict(x.Column(i))")]
    [InlineData("var p = Matrix<float>.Zeros(1, 5); for (int i = 0; i < x.Columns; i++) { p[0, i] = net.Predict(x.Column(i))[0, 0]; }", "net.Predict(x.Column(i))")]
    [InlineData("int right = 0; for (int i = 0; i < x.Columns; i++) { if (net.Predict(x.Column(i))[0, 0] > 0.5f) right++; }", "net.Predict(x.Column(i))")]
    public void DNN2004_is_told_of_a_loop_over_all_columns(string statements, string place) => Assert.Equal(
        [$"DNN2004 @ {place}: This loop calls net.Predict for one column of x at a time; net.Predict(x) gives all columns at once and is faster"],
        Editor.OfStatements(statements));

    [Theory]
    [InlineData("for (int i = 1; i < x.Columns; i++) { Console.WriteLine(net.Predict(x.Column(i))[0, 0]); }")]
    [InlineData("for (int i = 0; i < x.Columns; i += 2) { Console.WriteLine(net.Predict(x.Column(i))[0, 0]); }")]
    [InlineData("for (int i = 0; i < 4; i++) { Console.WriteLine(net.Predict(x.Column(i))[0, 0]); }")]
    [InlineData("for (int i = 0; i < y.Columns; i++) { Console.WriteLine(net.Predict(x.Column(i))[0, 0]); }")]
    [InlineData("for (int i = 0; i < x.Columns; i++) { if (net.Predict(x.Column(i))[0, 0] > 0.5f) break; }")]
    [InlineData("for (int i = 0; i < x.Columns; i++) { if (y[0, i] > 0) Console.WriteLine(net.Predict(x.Column(i))[0, 0]); }")]
    [InlineData("for (int i = 0; i < x.Columns; i++) { Console.WriteLine(net.Predict(x.Column(i))[0, 0]); net.TrainStep(x, y, 0.1f, net.CreateWorkspace(5)); }")]
    [InlineData("for (int i = 0; i < x.Columns; i++) { Console.WriteLine(net.Predict(x.Column(i))[0, 0]); Learn(); }")]
    [InlineData("for (int i = 0; i + 1 < x.Columns; i++) { x[0, i + 1] = net.Predict(x.Column(i))[0, 0]; }")]
    [InlineData("for (int i = 0; i < x.Columns; i++) { x[0, 4] = net.Predict(x.Column(i))[0, 0]; }")]
    [InlineData("var view = x.Row(0); for (int i = 0; i < x.Columns; i++) { view[0, 4] = net.Predict(x.Column(i))[0, 0]; }")]
    [InlineData("var data = new float[15]; var z = Matrix<float>.FromExamples(data, 3, 5); for (int i = 0; i < z.Columns; i++) { data[14] = net.Predict(z.Column(i))[0, 0]; }")]
    [InlineData("for (int i = 0; i < x.Columns; i++) { Console.WriteLine(net.Predict(x.Column(i))[0, 0]); i++; }")]
    [InlineData("for (int i = 0; i < x.Columns; i++) { net = Net.Create((ulong)i); Console.WriteLine(net.Predict(x.Column(i))[0, 0]); }")]
    public void DNN2004_is_silent_where_the_loop_may_do_more(string statements) => Assert.Empty(Editor.OfStatements(statements, "static void Learn() { }"));

    [Theory]
    [InlineData("x.Transpose();", "Transpose")]
    [InlineData("x.Reshape(5, 3);", "Reshape")]
    [InlineData("x.SliceColumns(0, 2);", "SliceColumns")]
    [InlineData("Matrix.Add(x, x);", "Add")]
    [InlineData("if (Flip()) { x.Copy(); }", "Copy")]
    public void DNN2005_is_told_of_a_matrix_that_nobody_takes(string statements, string method) => Assert.Equal(
        [$"DNN2005 @ {method}: {method} gives a matrix and leaves its own as it is; use the result, or remove the call"],
        Editor.OfStatements(statements));

    [Theory]
    [InlineData("_ = x.Transpose();")]
    [InlineData("var t = x.Transpose(); Console.WriteLine(t);")]
    [InlineData("x.CopyFrom(x.Copy());")]
    [InlineData("net.Predict(x);")]
    [InlineData("try { x.Reshape(Environment.TickCount, 3); } catch (ShapeMismatchException) { }")]
    [InlineData("Action reshape = () => x.Reshape(Environment.TickCount, 3); reshape();")]
    [InlineData("Action reshape = () => { x.Reshape(Environment.TickCount, 3); }; reshape();")]
    public void DNN2005_is_silent_where_the_call_may_have_a_reason(string statements) => Assert.Empty(Editor.OfStatements(statements));
}
