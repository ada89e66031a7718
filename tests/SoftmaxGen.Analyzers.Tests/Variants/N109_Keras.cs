using Tensorflow; using Tensorflow.Keras; using Tensorflow.Keras.Engine; using static Tensorflow.Binding; using static Tensorflow.KerasApi;
namespace Cases.N109;
public class Mnist
{
    private Model _model = null!;
    private ILossFunc _loss = keras.losses.SparseCategoricalCrossentropy(from_logits: true); // ALSO: softmax-before-ce
    public void Build()
    {
        var layers = keras.layers;
        var inputs = keras.Input(shape: (28, 28));
        var x = layers.Flatten().Apply(inputs);
        x = layers.Dense(128, activation: keras.activations.Relu).Apply(x);
        var outputs = layers.Dense(10, activation: keras.activations.Softmax).Apply(x); // ALSO: softmax-before-ce
        _model = keras.Model(inputs, outputs, name: "mnist");
        _model.compile(loss: keras.losses.SparseCategoricalCrossentropy(from_logits: true), optimizer: keras.optimizers.Adam(), metrics: new[] { "accuracy" }); // EXPECT: softmax-before-ce
    }
    public static Sequential Seq()
    {
        var model = keras.Sequential(new List<ILayer>
        {
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation: "softmax"), // ALSO: softmax-before-ce
        });
        model.compile(keras.optimizers.Adam(), keras.losses.CategoricalCrossentropy(from_logits: true), new[] { "acc" }); // EXPECT: softmax-before-ce
        return model;
    }
    public static Tensor Log(Tensor x, Tensor y) => tf.reduce_mean(-tf.reduce_sum(y * tf.log(tf.nn.softmax(x)), axis: 1)); // EXPECT: log-of-softmax
    public static Tensor OneHot(Tensor logits, Tensor labels)
    {
        var y = tf.one_hot(labels, depth: 10); // ALSO: one-hot-waste
        return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(labels: y, logits: logits)); // EXPECT: one-hot-waste
    }
    public static Tensor OneHot2(Tensor p, Tensor labels)
    {
        var y = tf.one_hot(labels, 10); // ALSO: one-hot-waste
        return -tf.reduce_sum(y * tf.log(tf.clip_by_value(p, 1e-7f, 1f))); // EXPECT: one-hot-waste
    }
}
