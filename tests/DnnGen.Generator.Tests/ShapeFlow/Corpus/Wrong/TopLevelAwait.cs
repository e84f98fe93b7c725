// Top-level statements with an await and a local function.
using DnnGen;

await Task.Yield();
Use(Small.Create(1));

static void Use(Small net)
{
    var x = Matrix<float>.Zeros(2, 3).Transpose().Reshape(6, 1);
    net.Predict(x); // DNN1001 @ x: 6, 1, 3
}

[Network(3, 4, 2)]
public partial class Small;
