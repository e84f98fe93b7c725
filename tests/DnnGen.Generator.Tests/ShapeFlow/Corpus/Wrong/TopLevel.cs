// Top-level statements.
using DnnGen;

var net = Small.Create(1);
var x = Matrix<float>.Zeros(4, 2);
Console.WriteLine(net.Predict(x)); // DNN1001 @ x: 4, 2, 3

[Network(3, 4, 2)]
public partial class Small;
